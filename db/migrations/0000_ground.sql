CREATE TABLE `account` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` text NOT NULL,
	`name` text NOT NULL,
	`display_name` text NOT NULL,
	`created_at` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `account_uid_unique` ON `account` (`uid`);--> statement-breakpoint
CREATE UNIQUE INDEX `account_name_unique` ON `account` (`name`);--> statement-breakpoint
CREATE TABLE `account_role` (
	`id` integer PRIMARY KEY NOT NULL,
	`account_id` integer NOT NULL,
	`role` text NOT NULL,
	`department_id` integer,
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`department_id`) REFERENCES `department`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "account_role_role" CHECK("account_role"."role" in ('viewer', 'reporter', 'head', 'reviewer', 'admin', 'auditor'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `account_role_account_id_role_department_id_unique` ON `account_role` (`account_id`,`role`,`department_id`);--> statement-breakpoint
CREATE TABLE `allocation` (
	`version_id` integer NOT NULL,
	`target_id` integer NOT NULL,
	`department_id` integer NOT NULL,
	`value` integer NOT NULL,
	`reason` text,
	PRIMARY KEY(`version_id`, `target_id`, `department_id`),
	FOREIGN KEY (`version_id`) REFERENCES `allocation_version`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`target_id`) REFERENCES `target`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`department_id`) REFERENCES `department`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "allocation_value" CHECK("allocation"."value" >= 0)
) STRICT;
--> statement-breakpoint
CREATE TABLE `allocation_version` (
	`id` integer PRIMARY KEY NOT NULL,
	`plan_id` integer NOT NULL,
	`version` integer NOT NULL,
	`decision_number` text NOT NULL,
	`decided_on` text NOT NULL,
	FOREIGN KEY (`plan_id`) REFERENCES `plan`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `allocation_version_plan_id_version_unique` ON `allocation_version` (`plan_id`,`version`);--> statement-breakpoint
CREATE TABLE `assumption` (
	`id` integer PRIMARY KEY NOT NULL,
	`plan_id` integer NOT NULL,
	`code` text NOT NULL,
	`position` integer NOT NULL,
	`title` text NOT NULL,
	`text` text NOT NULL,
	`alternative` text,
	FOREIGN KEY (`plan_id`) REFERENCES `plan`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `assumption_plan_id_code_unique` ON `assumption` (`plan_id`,`code`);--> statement-breakpoint
CREATE TABLE `assumption_target` (
	`assumption_id` integer NOT NULL,
	`target_id` integer NOT NULL,
	PRIMARY KEY(`assumption_id`, `target_id`),
	FOREIGN KEY (`assumption_id`) REFERENCES `assumption`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`target_id`) REFERENCES `target`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `audit_event` (
	`id` integer PRIMARY KEY NOT NULL,
	`at` text NOT NULL,
	`actor_id` integer,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`subject_type` text NOT NULL,
	`subject` text NOT NULL,
	`detail` text NOT NULL,
	`previous_hash` text NOT NULL,
	`hash` text NOT NULL,
	FOREIGN KEY (`actor_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `audit_event_hash_unique` ON `audit_event` (`hash`);--> statement-breakpoint
CREATE UNIQUE INDEX `audit_event_chain` ON `audit_event` (`previous_hash`);--> statement-breakpoint
CREATE INDEX `audit_event_by_subject` ON `audit_event` (`subject_type`,`subject`);--> statement-breakpoint
CREATE TABLE `counter` (
	`id` integer PRIMARY KEY NOT NULL,
	`plan_id` integer NOT NULL,
	`purpose` text NOT NULL,
	`target_id` integer,
	`assumption_id` integer,
	`patch` text,
	FOREIGN KEY (`plan_id`) REFERENCES `plan`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`target_id`) REFERENCES `target`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`assumption_id`) REFERENCES `assumption`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "counter_purpose" CHECK("counter"."purpose" in ('target', 'alternative', 'beside', 'any'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `counter_by_plan` ON `counter` (`plan_id`,`purpose`);--> statement-breakpoint
CREATE TABLE `credit` (
	`id` integer PRIMARY KEY NOT NULL,
	`plan_id` integer NOT NULL,
	`counter_id` integer NOT NULL,
	`item_id` integer NOT NULL,
	`department_id` integer,
	`standing` text NOT NULL,
	`since` text NOT NULL,
	`until` text,
	`known_from` text NOT NULL,
	`known_before` text,
	`on_time` integer NOT NULL,
	`unit_role` text,
	`stage` text,
	FOREIGN KEY (`plan_id`) REFERENCES `plan`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`counter_id`) REFERENCES `counter`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`item_id`) REFERENCES `item`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`department_id`) REFERENCES `department`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "credit_standing" CHECK("credit"."standing" in ('recognised', 'in-review', 'late', 'open')),
	CONSTRAINT "credit_unit_role" CHECK("credit"."unit_role" in ('lead', 'participant'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `credit_by_item` ON `credit` (`item_id`);--> statement-breakpoint
CREATE INDEX `credit_by_since` ON `credit` (`plan_id`,`since`);--> statement-breakpoint
CREATE INDEX `credit_by_counter` ON `credit` (`counter_id`,`department_id`,`standing`,`since`);--> statement-breakpoint
CREATE TABLE `department` (
	`id` integer PRIMARY KEY NOT NULL,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`exists_from` text,
	`exists_to` text,
	`needs_sign` integer DEFAULT false NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `department_code_unique` ON `department` (`code`);--> statement-breakpoint
CREATE UNIQUE INDEX `department_name_unique` ON `department` (`name`);--> statement-breakpoint
CREATE TABLE `department_alias` (
	`alias` text PRIMARY KEY NOT NULL,
	`department_id` integer NOT NULL,
	FOREIGN KEY (`department_id`) REFERENCES `department`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `document` (
	`id` integer PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`title` text NOT NULL,
	`issuer` text NOT NULL,
	`issued_on` text NOT NULL,
	`published_on` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `document_number_unique` ON `document` (`number`);--> statement-breakpoint
CREATE TABLE `entry` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` text NOT NULL,
	`plan_id` integer NOT NULL,
	`department_id` integer NOT NULL,
	`subject` text NOT NULL,
	`state` text NOT NULL,
	`version` integer NOT NULL,
	`item_id` integer,
	`stage` text,
	`effective_on` text NOT NULL,
	`title` text,
	`number` text,
	`plan_number` text,
	`level` text,
	`edition` text,
	`term_to` text,
	`project_id` integer,
	`task_id` integer,
	`statement` text,
	`text` text,
	`corrects_id` integer,
	`reporter_id` integer NOT NULL,
	`created_at` text NOT NULL,
	FOREIGN KEY (`plan_id`) REFERENCES `plan`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`department_id`) REFERENCES `department`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`item_id`) REFERENCES `item`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`project_id`) REFERENCES `project`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`task_id`) REFERENCES `task`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`reporter_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "entry_subject" CHECK("entry"."subject" in ('item', 'task')),
	CONSTRAINT "entry_state" CHECK("entry"."state" in ('draft', 'awaiting-sign', 'in-review', 'recognised', 'returned', 'voided', 'discarded')),
	CONSTRAINT "entry_stage" CHECK("entry"."stage" in ('planned', 'drafting', 'comment', 'examination', 'approval', 'issued', 'proposal', 'preparatory', 'committee', 'enquiry', 'final-approval', 'published', 'applied', 'approved', 'building', 'mid-term', 'accepted', 'preparing', 'established', 'announced', 'withdrawn', 'revoked', 'failed', 'expired')),
	CONSTRAINT "entry_level" CHECK("entry"."level" in ('international', 'national', 'provincial', 'municipal', 'district')),
	CONSTRAINT "entry_edition" CHECK("entry"."edition" in ('first', 'revision', 'amendment')),
	CONSTRAINT "entry_statement" CHECK("entry"."statement" in ('under-way', 'behind', 'done')),
	CONSTRAINT "entry_subject_fields" CHECK(("entry"."subject" = 'item' and "entry"."item_id" is not null and "entry"."stage" is not null and "entry"."task_id" is null)
        or ("entry"."subject" = 'task' and "entry"."task_id" is not null and "entry"."statement" is not null and "entry"."item_id" is null))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `entry_uid_unique` ON `entry` (`uid`);--> statement-breakpoint
CREATE INDEX `entry_by_item` ON `entry` (`item_id`,`plan_id`);--> statement-breakpoint
CREATE INDEX `entry_by_task` ON `entry` (`task_id`);--> statement-breakpoint
CREATE INDEX `entry_by_state` ON `entry` (`plan_id`,`state`);--> statement-breakpoint
CREATE TABLE `entry_tag` (
	`entry_id` integer NOT NULL,
	`tag` text NOT NULL,
	PRIMARY KEY(`entry_id`, `tag`),
	FOREIGN KEY (`entry_id`) REFERENCES `entry`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `entry_unit` (
	`entry_id` integer NOT NULL,
	`unit_id` integer NOT NULL,
	`role` text NOT NULL,
	PRIMARY KEY(`entry_id`, `unit_id`),
	FOREIGN KEY (`entry_id`) REFERENCES `entry`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`unit_id`) REFERENCES `unit`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "entry_unit_role" CHECK("entry_unit"."role" in ('lead', 'participant'))
) STRICT;
--> statement-breakpoint
CREATE TABLE `evidence` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` text NOT NULL,
	`entry_id` integer NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`media_type` text NOT NULL,
	`bytes` integer NOT NULL,
	`sha256` text NOT NULL,
	`created_at` text NOT NULL,
	FOREIGN KEY (`entry_id`) REFERENCES `entry`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "evidence_kind" CHECK("evidence"."kind" in ('cover', 'issue-notice', 'approval-document', 'acceptance-document', 'establishment-document', 'list-announcement', 'other'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `evidence_uid_unique` ON `evidence` (`uid`);--> statement-breakpoint
CREATE INDEX `evidence_by_entry` ON `evidence` (`entry_id`);--> statement-breakpoint
CREATE INDEX `evidence_by_hash` ON `evidence` (`sha256`);--> statement-breakpoint
CREATE TABLE `item` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` text NOT NULL,
	`kind` text NOT NULL,
	`class` text,
	`nature` text,
	`number` text,
	`plan_number` text,
	`title` text NOT NULL,
	`key` text NOT NULL,
	`created_at` text NOT NULL,
	CONSTRAINT "item_kind" CHECK("item"."kind" in ('standard', 'pilot', 'organization', 'platform', 'enterprise')),
	CONSTRAINT "item_class" CHECK("item"."class" in ('international', 'national', 'industry', 'local', 'group', 'enterprise', 'foreign')),
	CONSTRAINT "item_nature" CHECK("item"."nature" in ('mandatory', 'recommended', 'guidance', 'unknown'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `item_uid_unique` ON `item` (`uid`);--> statement-breakpoint
CREATE UNIQUE INDEX `item_key_unique` ON `item` (`key`);--> statement-breakpoint
CREATE INDEX `item_by_plan_number` ON `item` (`plan_number`);--> statement-breakpoint
CREATE TABLE `item_project` (
	`id` integer PRIMARY KEY NOT NULL,
	`project_id` integer NOT NULL,
	`item_id` integer NOT NULL,
	`recognised` integer NOT NULL,
	`known_from` text NOT NULL,
	`known_before` text,
	FOREIGN KEY (`project_id`) REFERENCES `project`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`item_id`) REFERENCES `item`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `item_project_by_project` ON `item_project` (`project_id`,`item_id`);--> statement-breakpoint
CREATE INDEX `item_project_by_item` ON `item_project` (`item_id`);--> statement-breakpoint
CREATE TABLE `item_stage` (
	`id` integer PRIMARY KEY NOT NULL,
	`plan_id` integer NOT NULL,
	`item_id` integer NOT NULL,
	`stage` text NOT NULL,
	`effective_on` text NOT NULL,
	`known_from` text NOT NULL,
	`known_before` text,
	FOREIGN KEY (`plan_id`) REFERENCES `plan`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`item_id`) REFERENCES `item`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "item_stage_stage" CHECK("item_stage"."stage" in ('planned', 'drafting', 'comment', 'examination', 'approval', 'issued', 'proposal', 'preparatory', 'committee', 'enquiry', 'final-approval', 'published', 'applied', 'approved', 'building', 'mid-term', 'accepted', 'preparing', 'established', 'announced', 'withdrawn', 'revoked', 'failed', 'expired'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `item_stage_by_item` ON `item_stage` (`item_id`,`plan_id`);--> statement-breakpoint
CREATE INDEX `item_stage_by_day` ON `item_stage` (`plan_id`,`effective_on`);--> statement-breakpoint
CREATE TABLE `ledger` (
	`plan_id` integer NOT NULL,
	`item_id` integer NOT NULL,
	`kind` text NOT NULL,
	`class` text,
	`level` text,
	`edition` text,
	`number` text,
	`title` text NOT NULL,
	`stage` text NOT NULL,
	`effective_on` text NOT NULL,
	`recognised_on` text NOT NULL,
	`unit_role` text,
	PRIMARY KEY(`plan_id`, `item_id`),
	FOREIGN KEY (`plan_id`) REFERENCES `plan`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`item_id`) REFERENCES `item`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "ledger_kind" CHECK("ledger"."kind" in ('standard', 'pilot', 'organization', 'platform', 'enterprise')),
	CONSTRAINT "ledger_class" CHECK("ledger"."class" in ('international', 'national', 'industry', 'local', 'group', 'enterprise', 'foreign')),
	CONSTRAINT "ledger_level" CHECK("ledger"."level" in ('international', 'national', 'provincial', 'municipal', 'district')),
	CONSTRAINT "ledger_edition" CHECK("ledger"."edition" in ('first', 'revision', 'amendment')),
	CONSTRAINT "ledger_stage" CHECK("ledger"."stage" in ('planned', 'drafting', 'comment', 'examination', 'approval', 'issued', 'proposal', 'preparatory', 'committee', 'enquiry', 'final-approval', 'published', 'applied', 'approved', 'building', 'mid-term', 'accepted', 'preparing', 'established', 'announced', 'withdrawn', 'revoked', 'failed', 'expired')),
	CONSTRAINT "ledger_unit_role" CHECK("ledger"."unit_role" in ('lead', 'participant'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `ledger_by_day` ON `ledger` (`plan_id`,`effective_on`,`item_id`);--> statement-breakpoint
CREATE INDEX `ledger_by_kind` ON `ledger` (`plan_id`,`kind`,`effective_on`,`item_id`);--> statement-breakpoint
CREATE TABLE `ledger_department` (
	`plan_id` integer NOT NULL,
	`department_id` integer NOT NULL,
	`effective_on` text NOT NULL,
	`item_id` integer NOT NULL,
	PRIMARY KEY(`plan_id`, `department_id`, `effective_on`, `item_id`),
	FOREIGN KEY (`department_id`) REFERENCES `department`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`item_id`) REFERENCES `item`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `ledger_department_by_item` ON `ledger_department` (`item_id`);--> statement-breakpoint
CREATE TABLE `ledger_tag` (
	`plan_id` integer NOT NULL,
	`tag` text NOT NULL,
	`effective_on` text NOT NULL,
	`item_id` integer NOT NULL,
	PRIMARY KEY(`plan_id`, `tag`, `effective_on`, `item_id`),
	FOREIGN KEY (`item_id`) REFERENCES `item`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `ledger_tag_by_item` ON `ledger_tag` (`item_id`);--> statement-breakpoint
CREATE TABLE `plan` (
	`id` integer PRIMARY KEY NOT NULL,
	`code` text NOT NULL,
	`document_id` integer NOT NULL,
	`name` text NOT NULL,
	`product` text NOT NULL,
	`starts_on` text NOT NULL,
	`due_on` text NOT NULL,
	`outlook` text,
	`position` integer NOT NULL,
	`file_hash` text NOT NULL,
	FOREIGN KEY (`document_id`) REFERENCES `document`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `plan_code_unique` ON `plan` (`code`);--> statement-breakpoint
CREATE TABLE `plan_department` (
	`plan_id` integer NOT NULL,
	`department_id` integer NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`plan_id`, `department_id`),
	FOREIGN KEY (`plan_id`) REFERENCES `plan`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`department_id`) REFERENCES `department`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `plan_stage` (
	`plan_id` integer NOT NULL,
	`kind` text NOT NULL,
	`international` integer NOT NULL,
	`stage` text NOT NULL,
	`stall_days` integer,
	`usual_remaining_days` integer,
	PRIMARY KEY(`plan_id`, `kind`, `international`, `stage`),
	FOREIGN KEY (`plan_id`) REFERENCES `plan`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "plan_stage_kind" CHECK("plan_stage"."kind" in ('standard', 'pilot', 'organization', 'platform', 'enterprise')),
	CONSTRAINT "plan_stage_stage" CHECK("plan_stage"."stage" in ('planned', 'drafting', 'comment', 'examination', 'approval', 'issued', 'proposal', 'preparatory', 'committee', 'enquiry', 'final-approval', 'published', 'applied', 'approved', 'building', 'mid-term', 'accepted', 'preparing', 'established', 'announced', 'withdrawn', 'revoked', 'failed', 'expired'))
) STRICT;
--> statement-breakpoint
CREATE TABLE `plan_tag` (
	`plan_id` integer NOT NULL,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`plan_id`, `code`),
	FOREIGN KEY (`plan_id`) REFERENCES `plan`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `project` (
	`id` integer PRIMARY KEY NOT NULL,
	`plan_id` integer NOT NULL,
	`group_id` integer NOT NULL,
	`code` text NOT NULL,
	`number` integer NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`level` text,
	`section` text NOT NULL,
	`clause` text,
	`quote` text,
	FOREIGN KEY (`plan_id`) REFERENCES `plan`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`group_id`) REFERENCES `project_group`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "project_kind" CHECK("project"."kind" in ('standard', 'pilot', 'organization', 'platform', 'enterprise')),
	CONSTRAINT "project_level" CHECK("project"."level" in ('international', 'national', 'provincial', 'municipal', 'district'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `project_plan_id_code_unique` ON `project` (`plan_id`,`code`);--> statement-breakpoint
CREATE UNIQUE INDEX `project_plan_id_number_unique` ON `project` (`plan_id`,`number`);--> statement-breakpoint
CREATE TABLE `project_duty` (
	`id` integer PRIMARY KEY NOT NULL,
	`project_id` integer NOT NULL,
	`department_id` integer NOT NULL,
	`role` text NOT NULL,
	`basis` text NOT NULL,
	`decision_number` text,
	`decided_on` text NOT NULL,
	`ended_on` text,
	FOREIGN KEY (`project_id`) REFERENCES `project`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`department_id`) REFERENCES `department`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "project_duty_role" CHECK("project_duty"."role" in ('lead', 'participant')),
	CONSTRAINT "project_duty_basis" CHECK("project_duty"."basis" in ('stated', 'first-listed', 'assigned'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `project_duty_project_id_department_id_decided_on_unique` ON `project_duty` (`project_id`,`department_id`,`decided_on`);--> statement-breakpoint
CREATE TABLE `project_group` (
	`id` integer PRIMARY KEY NOT NULL,
	`column_id` integer NOT NULL,
	`position` integer NOT NULL,
	`title` text NOT NULL,
	`level` text,
	FOREIGN KEY (`column_id`) REFERENCES `special_column`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "project_group_level" CHECK("project_group"."level" in ('international', 'national', 'provincial', 'municipal', 'district'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `project_group_column_id_position_unique` ON `project_group` (`column_id`,`position`);--> statement-breakpoint
CREATE TABLE `review` (
	`id` integer PRIMARY KEY NOT NULL,
	`entry_id` integer NOT NULL,
	`action` text NOT NULL,
	`from_state` text NOT NULL,
	`to_state` text NOT NULL,
	`actor_id` integer NOT NULL,
	`at` text NOT NULL,
	`on` text NOT NULL,
	`reason` text,
	FOREIGN KEY (`entry_id`) REFERENCES `entry`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`actor_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "review_action" CHECK("review"."action" in ('submit', 'sign', 'recall', 'approve', 'return', 'void', 'discard', 'restore')),
	CONSTRAINT "review_from" CHECK("review"."from_state" in ('draft', 'awaiting-sign', 'in-review', 'recognised', 'returned', 'voided', 'discarded')),
	CONSTRAINT "review_to" CHECK("review"."to_state" in ('draft', 'awaiting-sign', 'in-review', 'recognised', 'returned', 'voided', 'discarded'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `review_by_entry` ON `review` (`entry_id`,`id`);--> statement-breakpoint
CREATE TABLE `rule_version` (
	`id` integer PRIMARY KEY NOT NULL,
	`target_id` integer NOT NULL,
	`version` integer NOT NULL,
	`rule` text,
	`decided_by` text NOT NULL,
	`decided_on` text NOT NULL,
	`decision_number` text,
	`note` text,
	FOREIGN KEY (`target_id`) REFERENCES `target`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `rule_version_target_id_version_unique` ON `rule_version` (`target_id`,`version`);--> statement-breakpoint
CREATE TABLE `setting` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `special_column` (
	`id` integer PRIMARY KEY NOT NULL,
	`plan_id` integer NOT NULL,
	`number` integer NOT NULL,
	`title` text NOT NULL,
	FOREIGN KEY (`plan_id`) REFERENCES `plan`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `special_column_plan_id_number_unique` ON `special_column` (`plan_id`,`number`);--> statement-breakpoint
CREATE TABLE `support_item` (
	`id` integer PRIMARY KEY NOT NULL,
	`plan_id` integer NOT NULL,
	`code` text NOT NULL,
	`position` integer NOT NULL,
	`title` text NOT NULL,
	`ceiling_yuan` integer,
	`ceiling` text NOT NULL,
	`payer` text,
	`section` text NOT NULL,
	`clause` text,
	`quote` text,
	FOREIGN KEY (`plan_id`) REFERENCES `plan`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `support_item_plan_id_code_unique` ON `support_item` (`plan_id`,`code`);--> statement-breakpoint
CREATE TABLE `target` (
	`id` integer PRIMARY KEY NOT NULL,
	`plan_id` integer NOT NULL,
	`code` text NOT NULL,
	`number` integer NOT NULL,
	`name` text NOT NULL,
	`short_name` text NOT NULL,
	`level` text NOT NULL,
	`value` integer NOT NULL,
	`unit` text NOT NULL,
	`measure` text NOT NULL,
	`pace` text NOT NULL,
	`section` text NOT NULL,
	`clause` text,
	`quote` text,
	`correction_original` text,
	`correction_corrected` text,
	FOREIGN KEY (`plan_id`) REFERENCES `plan`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "target_level" CHECK("target"."level" in ('headline', 'sub')),
	CONSTRAINT "target_measure" CHECK("target"."measure" in ('flow', 'stock')),
	CONSTRAINT "target_pace" CHECK("target"."pace" in ('straight', 'milestones', 'pipeline', 'none')),
	CONSTRAINT "target_value" CHECK("target"."value" > 0)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `target_plan_id_code_unique` ON `target` (`plan_id`,`code`);--> statement-breakpoint
CREATE UNIQUE INDEX `target_plan_id_number_unique` ON `target` (`plan_id`,`number`);--> statement-breakpoint
CREATE TABLE `target_milestone` (
	`target_id` integer NOT NULL,
	`on` text NOT NULL,
	`value` integer NOT NULL,
	PRIMARY KEY(`target_id`, `on`),
	FOREIGN KEY (`target_id`) REFERENCES `target`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `task` (
	`id` integer PRIMARY KEY NOT NULL,
	`plan_id` integer NOT NULL,
	`number` integer NOT NULL,
	`title` text NOT NULL,
	`section` text NOT NULL,
	`clause` text,
	`quote` text,
	`open_ended` integer NOT NULL,
	`collective` integer NOT NULL,
	`collective_name` text,
	FOREIGN KEY (`plan_id`) REFERENCES `plan`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `task_plan_id_number_unique` ON `task` (`plan_id`,`number`);--> statement-breakpoint
CREATE TABLE `task_duty` (
	`id` integer PRIMARY KEY NOT NULL,
	`task_id` integer NOT NULL,
	`department_id` integer NOT NULL,
	`position` integer NOT NULL,
	`role` text NOT NULL,
	`basis` text NOT NULL,
	`decision_number` text,
	`decided_on` text NOT NULL,
	`ended_on` text,
	FOREIGN KEY (`task_id`) REFERENCES `task`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`department_id`) REFERENCES `department`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "task_duty_role" CHECK("task_duty"."role" in ('lead', 'participant')),
	CONSTRAINT "task_duty_basis" CHECK("task_duty"."basis" in ('stated', 'first-listed', 'assigned'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `task_duty_task_id_department_id_decided_on_unique` ON `task_duty` (`task_id`,`department_id`,`decided_on`);--> statement-breakpoint
CREATE TABLE `unit` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`code` text
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `unit_name_unique` ON `unit` (`name`);--> statement-breakpoint
CREATE UNIQUE INDEX `unit_code_unique` ON `unit` (`code`);--> statement-breakpoint
CREATE TRIGGER `audit_event_no_update` BEFORE UPDATE ON `audit_event` BEGIN SELECT RAISE(ABORT, 'audit events are never changed'); END;--> statement-breakpoint
CREATE TRIGGER `audit_event_no_delete` BEFORE DELETE ON `audit_event` BEGIN SELECT RAISE(ABORT, 'audit events are never deleted'); END;--> statement-breakpoint
CREATE VIRTUAL TABLE `ledger_search` USING fts5(`grams`, content='', contentless_delete=1, detail='full', tokenize='unicode61');
