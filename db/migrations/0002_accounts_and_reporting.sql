CREATE TABLE `api_token` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` text NOT NULL,
	`account_id` integer NOT NULL,
	`name` text NOT NULL,
	`prefix` text NOT NULL,
	`hash` text NOT NULL,
	`roles` text NOT NULL,
	`created_at` text NOT NULL,
	`expires_at` text NOT NULL,
	`ended_at` text,
	`last_used_at` text,
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `api_token_uid_unique` ON `api_token` (`uid`);--> statement-breakpoint
CREATE UNIQUE INDEX `api_token_hash_unique` ON `api_token` (`hash`);--> statement-breakpoint
CREATE INDEX `api_token_by_account` ON `api_token` (`account_id`);--> statement-breakpoint
CREATE TABLE `idempotency_key` (
	`account_id` integer NOT NULL,
	`key` text NOT NULL,
	`request_hash` text NOT NULL,
	`answer` text NOT NULL,
	`at` text NOT NULL,
	PRIMARY KEY(`account_id`, `key`),
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `idempotency_key_by_time` ON `idempotency_key` (`at`);--> statement-breakpoint
CREATE TABLE `session` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` text NOT NULL,
	`hash` text NOT NULL,
	`account_id` integer NOT NULL,
	`csrf_token` text NOT NULL,
	`created_at` text NOT NULL,
	`seen_at` text NOT NULL,
	`address` text NOT NULL,
	`agent` text NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `session_uid_unique` ON `session` (`uid`);--> statement-breakpoint
CREATE UNIQUE INDEX `session_hash_unique` ON `session` (`hash`);--> statement-breakpoint
CREATE INDEX `session_by_account` ON `session` (`account_id`);--> statement-breakpoint
CREATE TABLE `sign_in_failure` (
	`id` integer PRIMARY KEY NOT NULL,
	`name_hash` text NOT NULL,
	`address` text NOT NULL,
	`at` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `sign_in_failure_by_name` ON `sign_in_failure` (`name_hash`,`at`);--> statement-breakpoint
CREATE INDEX `sign_in_failure_by_address` ON `sign_in_failure` (`address`,`at`);--> statement-breakpoint
ALTER TABLE `account` ADD `password_hash` text;--> statement-breakpoint
ALTER TABLE `account` ADD `password_changed_at` text;--> statement-breakpoint
ALTER TABLE `account` ADD `must_change_password` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `account` ADD `disabled_at` text;--> statement-breakpoint
ALTER TABLE `account` ADD `external_id` text;--> statement-breakpoint
ALTER TABLE `account` ADD `email` text;--> statement-breakpoint
CREATE UNIQUE INDEX `account_external_id_unique` ON `account` (`external_id`);--> statement-breakpoint
ALTER TABLE `audit_event` ADD `roles` text;--> statement-breakpoint
ALTER TABLE `audit_event` ADD `address` text;--> statement-breakpoint
CREATE INDEX `audit_event_by_actor` ON `audit_event` (`actor`);
--> statement-breakpoint
CREATE TRIGGER evidence_frozen_insert BEFORE INSERT ON evidence
WHEN (SELECT state FROM entry WHERE id = NEW.entry_id) IN ('recognised', 'voided')
BEGIN SELECT RAISE(ABORT, 'evidence of a recognised entry is frozen'); END;
--> statement-breakpoint
CREATE TRIGGER evidence_frozen_update BEFORE UPDATE ON evidence
WHEN (SELECT state FROM entry WHERE id = OLD.entry_id) IN ('recognised', 'voided')
  OR (SELECT state FROM entry WHERE id = NEW.entry_id) IN ('recognised', 'voided')
BEGIN SELECT RAISE(ABORT, 'evidence of a recognised entry is frozen'); END;
--> statement-breakpoint
CREATE TRIGGER evidence_frozen_delete BEFORE DELETE ON evidence
WHEN (SELECT state FROM entry WHERE id = OLD.entry_id) IN ('recognised', 'voided')
BEGIN SELECT RAISE(ABORT, 'evidence of a recognised entry is frozen'); END;
--> statement-breakpoint
CREATE VIRTUAL TABLE `item_search` USING fts5(`grams`, content='', contentless_delete=1, detail='full', tokenize='unicode61');
