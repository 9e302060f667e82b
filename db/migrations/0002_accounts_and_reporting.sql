CREATE TABLE `allocation_draft` (
	`plan_id` integer PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`content` text NOT NULL,
	`updated_by_id` integer NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`plan_id`) REFERENCES `plan`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`updated_by_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `allocation_shortfall` (
	`version_id` integer NOT NULL,
	`target_id` integer NOT NULL,
	`reason` text NOT NULL,
	PRIMARY KEY(`version_id`, `target_id`),
	FOREIGN KEY (`version_id`) REFERENCES `allocation_version`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`target_id`) REFERENCES `target`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
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
CREATE TABLE `assignment_answer` (
	`id` integer PRIMARY KEY NOT NULL,
	`plan_id` integer NOT NULL,
	`department_id` integer NOT NULL,
	`subject` text NOT NULL,
	`key` text NOT NULL,
	`about` text NOT NULL,
	`answer` text NOT NULL,
	`reason` text,
	`account_id` integer NOT NULL,
	`at` text NOT NULL,
	FOREIGN KEY (`plan_id`) REFERENCES `plan`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`department_id`) REFERENCES `department`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "assignment_answer_subject" CHECK("assignment_answer"."subject" in ('allocation', 'task', 'project')),
	CONSTRAINT "assignment_answer_answer" CHECK("assignment_answer"."answer" in ('confirmed', 'objected')),
	CONSTRAINT "assignment_answer_reason" CHECK("assignment_answer"."answer" <> 'objected' or "assignment_answer"."reason" is not null)
) STRICT;
--> statement-breakpoint
CREATE INDEX `assignment_answer_by_department` ON `assignment_answer` (`plan_id`,`department_id`);--> statement-breakpoint
CREATE TABLE `assignment_change` (
	`id` integer PRIMARY KEY NOT NULL,
	`plan_id` integer NOT NULL,
	`department_id` integer NOT NULL,
	`kind` text NOT NULL,
	`title` text NOT NULL,
	`before` text,
	`after` text,
	`decision_number` text NOT NULL,
	`decided_on` text NOT NULL,
	`at` text NOT NULL,
	FOREIGN KEY (`plan_id`) REFERENCES `plan`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`department_id`) REFERENCES `department`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "assignment_change_kind" CHECK("assignment_change"."kind" in ('value', 'task', 'project', 'deadline'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `assignment_change_by_time` ON `assignment_change` (`plan_id`,`at`);--> statement-breakpoint
CREATE TABLE `assumption_reading` (
	`id` integer PRIMARY KEY NOT NULL,
	`plan_id` integer NOT NULL,
	`assumption` text NOT NULL,
	`reading` text NOT NULL,
	`decided_by` text NOT NULL,
	`decided_on` text NOT NULL,
	`decision_number` text NOT NULL,
	`note` text,
	FOREIGN KEY (`plan_id`) REFERENCES `plan`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "assumption_reading_reading" CHECK("assumption_reading"."reading" in ('original', 'alternative'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `assumption_reading_by_plan` ON `assumption_reading` (`plan_id`,`assumption`);--> statement-breakpoint
CREATE TABLE `calendar_year` (
	`year` integer PRIMARY KEY NOT NULL,
	`source` text NOT NULL,
	`version` integer NOT NULL,
	`set_by_id` integer,
	`set_at` text NOT NULL,
	FOREIGN KEY (`set_by_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `department_narrative` (
	`id` integer PRIMARY KEY NOT NULL,
	`report_id` integer NOT NULL,
	`department_id` integer NOT NULL,
	`state` text NOT NULL,
	`text` text NOT NULL,
	`version` integer NOT NULL,
	`writer_id` integer NOT NULL,
	`written_at` text NOT NULL,
	`adopted_version` integer,
	FOREIGN KEY (`report_id`) REFERENCES `report`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`department_id`) REFERENCES `department`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`writer_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "department_narrative_state" CHECK("department_narrative"."state" in ('draft', 'handed-in'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `department_narrative_report_id_department_id_unique` ON `department_narrative` (`report_id`,`department_id`);--> statement-breakpoint
CREATE TABLE `doubt` (
	`id` integer PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`item_id` integer NOT NULL,
	`other_item_id` integer,
	`entry_id` integer NOT NULL,
	`other_entry_id` integer,
	`answer` text,
	`difference` text,
	`answered_by_id` integer,
	`answered_at` text,
	`verdict` text,
	`note` text,
	`settled_by_id` integer,
	`settled_at` text,
	FOREIGN KEY (`item_id`) REFERENCES `item`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`other_item_id`) REFERENCES `item`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`entry_id`) REFERENCES `entry`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`other_entry_id`) REFERENCES `entry`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`answered_by_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`settled_by_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "doubt_kind" CHECK("doubt"."kind" in ('other-nature', 'renamed-code', 'plan-number', 'alike-title', 'same-unit', 'other-day', 'other-title')),
	CONSTRAINT "doubt_answer" CHECK("doubt"."answer" in ('same', 'different')),
	CONSTRAINT "doubt_verdict" CHECK("doubt"."verdict" in ('same', 'different')),
	CONSTRAINT "doubt_other" CHECK(("doubt"."other_item_id" is null) <> ("doubt"."other_entry_id" is null))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `doubt_between_items` ON `doubt` (`item_id`,`other_item_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `doubt_between_entries` ON `doubt` (`entry_id`,`other_entry_id`,`kind`);--> statement-breakpoint
CREATE INDEX `doubt_by_other_item` ON `doubt` (`other_item_id`);--> statement-breakpoint
CREATE INDEX `doubt_by_other_entry` ON `doubt` (`other_entry_id`);--> statement-breakpoint
CREATE TABLE `entry_author` (
	`entry_id` integer NOT NULL,
	`account_id` integer NOT NULL,
	PRIMARY KEY(`entry_id`, `account_id`),
	FOREIGN KEY (`entry_id`) REFERENCES `entry`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `holiday` (
	`on` text PRIMARY KEY NOT NULL,
	`year` integer NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	FOREIGN KEY (`year`) REFERENCES `calendar_year`(`year`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "holiday_kind" CHECK("holiday"."kind" in ('off', 'worked')),
	CONSTRAINT "holiday_year" CHECK(substr("holiday"."on", 1, 4) = cast("holiday"."year" as text))
) STRICT;
--> statement-breakpoint
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
CREATE TABLE `import_batch` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` text NOT NULL,
	`plan_id` integer NOT NULL,
	`department_id` integer NOT NULL,
	`account_id` integer NOT NULL,
	`file_name` text NOT NULL,
	`file_hash` text NOT NULL,
	`bytes` integer NOT NULL,
	`state` text NOT NULL,
	`tables` text NOT NULL,
	`skipped` text NOT NULL,
	`empty_rows` integer NOT NULL,
	`rows_read` integer NOT NULL,
	`rows_expected` integer,
	`because` text,
	`created_at` text NOT NULL,
	`read_at` text,
	`written_at` text,
	`written_as` text,
	`undone_at` text,
	FOREIGN KEY (`plan_id`) REFERENCES `plan`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`department_id`) REFERENCES `department`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "import_batch_state" CHECK("import_batch"."state" in ('reading', 'open', 'refused', 'cancelled', 'writing', 'written', 'undone'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `import_batch_uid_unique` ON `import_batch` (`uid`);--> statement-breakpoint
CREATE INDEX `import_batch_by_file` ON `import_batch` (`plan_id`,`department_id`,`file_hash`);--> statement-breakpoint
CREATE INDEX `import_batch_by_account` ON `import_batch` (`account_id`,`id`);--> statement-breakpoint
CREATE TABLE `import_row` (
	`id` integer PRIMARY KEY NOT NULL,
	`batch_id` integer NOT NULL,
	`table_place` integer NOT NULL,
	`row` integer NOT NULL,
	`cells` text NOT NULL,
	`fixes` text NOT NULL,
	`verdict` text NOT NULL,
	`effect` text NOT NULL,
	`lacks_evidence` integer NOT NULL,
	`targets` text NOT NULL,
	`key` text NOT NULL,
	`found` text NOT NULL,
	`department_id` integer,
	`entry_id` integer,
	FOREIGN KEY (`batch_id`) REFERENCES `import_batch`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`department_id`) REFERENCES `department`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`entry_id`) REFERENCES `entry`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "import_row_effect" CHECK("import_row"."effect" in ('fresh', 'advance', 'task', 'zero')),
	CONSTRAINT "import_row_verdict" CHECK("import_row"."verdict" in ('ready', 'fault', 'ask', 'same', 'twice', 'left-out'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `import_row_by_verdict` ON `import_row` (`batch_id`,`verdict`,`id`);--> statement-breakpoint
CREATE INDEX `import_row_by_effect` ON `import_row` (`batch_id`,`verdict`,`effect`,`lacks_evidence`,`targets`);--> statement-breakpoint
CREATE INDEX `import_row_by_key` ON `import_row` (`batch_id`,`key`);--> statement-breakpoint
CREATE INDEX `import_row_by_entry` ON `import_row` (`entry_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `import_row_batch_id_table_place_row_unique` ON `import_row` (`batch_id`,`table_place`,`row`);--> statement-breakpoint
CREATE TABLE `ledger_total` (
	`plan_id` integer NOT NULL,
	`kind` text NOT NULL,
	`class` text NOT NULL,
	`level` text NOT NULL,
	`stage` text NOT NULL,
	`items` integer NOT NULL,
	PRIMARY KEY(`plan_id`, `kind`, `class`, `level`, `stage`),
	CONSTRAINT "ledger_total_kind" CHECK("ledger_total"."kind" in ('standard', 'pilot', 'organization', 'platform', 'enterprise')),
	CONSTRAINT "ledger_total_stage" CHECK("ledger_total"."stage" in ('planned', 'drafting', 'comment', 'examination', 'approval', 'issued', 'proposal', 'preparatory', 'committee', 'enquiry', 'final-approval', 'published', 'applied', 'approved', 'building', 'mid-term', 'accepted', 'preparing', 'established', 'announced', 'withdrawn', 'revoked', 'failed', 'expired'))
) STRICT;
--> statement-breakpoint
CREATE TABLE `milestone_decision` (
	`id` integer PRIMARY KEY NOT NULL,
	`target_id` integer NOT NULL,
	`points` text NOT NULL,
	`decided_by` text NOT NULL,
	`decided_on` text NOT NULL,
	`decision_number` text NOT NULL,
	`note` text,
	FOREIGN KEY (`target_id`) REFERENCES `target`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `milestone_decision_by_target` ON `milestone_decision` (`target_id`,`decided_on`);--> statement-breakpoint
CREATE TABLE `no_change` (
	`id` integer PRIMARY KEY NOT NULL,
	`period_id` integer NOT NULL,
	`department_id` integer NOT NULL,
	`item_id` integer,
	`task_id` integer,
	`by_id` integer NOT NULL,
	`at` text NOT NULL,
	`return_id` integer,
	FOREIGN KEY (`period_id`) REFERENCES `period`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`department_id`) REFERENCES `department`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`item_id`) REFERENCES `item`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`task_id`) REFERENCES `task`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`return_id`) REFERENCES `period_return`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "no_change_of" CHECK(("no_change"."item_id" is null) <> ("no_change"."task_id" is null))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `no_change_period_id_department_id_item_id_unique` ON `no_change` (`period_id`,`department_id`,`item_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `no_change_period_id_department_id_task_id_unique` ON `no_change` (`period_id`,`department_id`,`task_id`);--> statement-breakpoint
CREATE TABLE `notice` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` text NOT NULL,
	`account_id` integer NOT NULL,
	`on` text NOT NULL,
	`at` text NOT NULL,
	`read_at` text,
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `notice_uid_unique` ON `notice` (`uid`);--> statement-breakpoint
CREATE UNIQUE INDEX `notice_account_id_on_unique` ON `notice` (`account_id`,`on`);--> statement-breakpoint
CREATE TABLE `notice_line` (
	`notice_id` integer NOT NULL,
	`kind` text NOT NULL,
	`items` integer NOT NULL,
	`detail` text NOT NULL,
	PRIMARY KEY(`notice_id`, `kind`),
	FOREIGN KEY (`notice_id`) REFERENCES `notice`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "notice_line_kind" CHECK("notice_line"."kind" in ('returned', 'urged', 'urge-overdue', 'overdue', 'due', 'to-sign', 'to-review', 'urge-answered', 'objected', 'assigned', 'signed', 'recognised'))
) STRICT;
--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` integer PRIMARY KEY NOT NULL,
	`channel` text NOT NULL,
	`recipient` text NOT NULL,
	`subject` text NOT NULL,
	`body` text NOT NULL,
	`state` text NOT NULL,
	`attempts` integer NOT NULL,
	`created_at` text NOT NULL,
	`next_at` text NOT NULL,
	`sent_at` text,
	`fault` text,
	CONSTRAINT "outbox_channel" CHECK("outbox"."channel" in ('mail', 'wecom', 'dingtalk')),
	CONSTRAINT "outbox_state" CHECK("outbox"."state" in ('waiting', 'sent', 'failed'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `outbox_by_state` ON `outbox` (`state`,`next_at`);--> statement-breakpoint
CREATE TABLE `period` (
	`id` integer PRIMARY KEY NOT NULL,
	`plan_id` integer NOT NULL,
	`code` text NOT NULL,
	`opens_on` text NOT NULL,
	`due_on` text NOT NULL,
	`version` integer NOT NULL,
	`locked_on` text,
	`locked_by_id` integer,
	`lock_reason` text,
	FOREIGN KEY (`plan_id`) REFERENCES `plan`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`locked_by_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "period_days" CHECK("period"."opens_on" <= "period"."due_on"),
	CONSTRAINT "period_lock" CHECK(("period"."locked_on" is null) = ("period"."lock_reason" is null))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `period_plan_id_code_unique` ON `period` (`plan_id`,`code`);--> statement-breakpoint
CREATE TABLE `period_reopening` (
	`id` integer PRIMARY KEY NOT NULL,
	`period_id` integer NOT NULL,
	`department_id` integer NOT NULL,
	`until_on` text NOT NULL,
	`reason` text NOT NULL,
	`by_id` integer NOT NULL,
	`at` text NOT NULL,
	`on` text NOT NULL,
	FOREIGN KEY (`period_id`) REFERENCES `period`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`department_id`) REFERENCES `department`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `period_reopening_by_period` ON `period_reopening` (`period_id`,`department_id`);--> statement-breakpoint
CREATE TABLE `period_return` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` text NOT NULL,
	`period_id` integer NOT NULL,
	`department_id` integer NOT NULL,
	`mark` text NOT NULL,
	`checked_items` integer NOT NULL,
	`by_id` integer NOT NULL,
	`at` text NOT NULL,
	`on` text NOT NULL,
	`withdrawn_by_id` integer,
	`withdrawn_at` text,
	`withdrawn_on` text,
	FOREIGN KEY (`period_id`) REFERENCES `period`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`department_id`) REFERENCES `department`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`withdrawn_by_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "period_return_withdrawn" CHECK(("period_return"."withdrawn_on" is null) = ("period_return"."withdrawn_by_id" is null)),
	CONSTRAINT "period_return_mark" CHECK("period_return"."mark" in ('entries', 'no-change', 'zero'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `period_return_uid_unique` ON `period_return` (`uid`);--> statement-breakpoint
CREATE INDEX `period_return_by_period` ON `period_return` (`period_id`,`department_id`,`id`);--> statement-breakpoint
CREATE TABLE `period_return_entry` (
	`return_id` integer NOT NULL,
	`entry_id` integer NOT NULL,
	PRIMARY KEY(`return_id`, `entry_id`),
	FOREIGN KEY (`return_id`) REFERENCES `period_return`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`entry_id`) REFERENCES `entry`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `project_deadline` (
	`id` integer PRIMARY KEY NOT NULL,
	`project_id` integer NOT NULL,
	`due_on` text,
	`decision_number` text NOT NULL,
	`decided_on` text NOT NULL,
	FOREIGN KEY (`project_id`) REFERENCES `project`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `project_deadline_by_project` ON `project_deadline` (`project_id`,`decided_on`);--> statement-breakpoint
CREATE TABLE `report` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` text NOT NULL,
	`plan_id` integer NOT NULL,
	`number` integer NOT NULL,
	`kind` text NOT NULL,
	`year` integer,
	`title` text NOT NULL,
	`state` text NOT NULL,
	`version` integer NOT NULL,
	`snapshot_id` integer NOT NULL,
	`base_id` integer,
	`corrects_id` integer,
	`document_number` text NOT NULL,
	`addressee` text NOT NULL,
	`signature` text NOT NULL,
	`signed_on` text,
	`typefaces` text,
	`creator_id` integer NOT NULL,
	`created_at` text NOT NULL,
	`issuer_id` integer,
	`issued_at` text,
	FOREIGN KEY (`plan_id`) REFERENCES `plan`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`snapshot_id`) REFERENCES `snapshot`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`base_id`) REFERENCES `snapshot`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`creator_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`issuer_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "report_kind" CHECK("report"."kind" in ('annual', 'closing')),
	CONSTRAINT "report_state" CHECK("report"."state" in ('draft', 'issued')),
	CONSTRAINT "report_year" CHECK(("report"."kind" = 'annual') = ("report"."year" is not null)),
	CONSTRAINT "report_issued" CHECK(("report"."state" = 'issued') = ("report"."issued_at" is not null and "report"."typefaces" is not null))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `report_uid_unique` ON `report` (`uid`);--> statement-breakpoint
CREATE UNIQUE INDEX `report_plan_id_number_unique` ON `report` (`plan_id`,`number`);--> statement-breakpoint
CREATE TABLE `report_section` (
	`id` integer PRIMARY KEY NOT NULL,
	`report_id` integer NOT NULL,
	`part` text NOT NULL,
	`included` integer NOT NULL,
	`state` text NOT NULL,
	`text` text,
	`snapshot_id` integer,
	`version` integer NOT NULL,
	`writer_id` integer,
	`written_at` text,
	`locked_by` integer,
	`locked_until` text,
	FOREIGN KEY (`report_id`) REFERENCES `report`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`snapshot_id`) REFERENCES `snapshot`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`writer_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`locked_by`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "report_section_part" CHECK("report_section"."part" in ('overall', 'targets', 'tasks', 'columns', 'departments', 'reconciliation', 'problems', 'suggestions', 'annex-standards', 'annex-pilots', 'annex-organizations', 'annex-platforms', 'annex-enterprises', 'annex-projects', 'annex-changes', 'annex-rules')),
	CONSTRAINT "report_section_state" CHECK("report_section"."state" in ('automatic', 'writing', 'written')),
	CONSTRAINT "report_section_text" CHECK(("report_section"."state" = 'automatic') = ("report_section"."text" is null))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `report_section_report_id_part_unique` ON `report_section` (`report_id`,`part`);--> statement-breakpoint
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
CREATE TABLE `snapshot` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` text NOT NULL,
	`plan_id` integer NOT NULL,
	`number` integer NOT NULL,
	`as_of` text NOT NULL,
	`known_at` text NOT NULL,
	`note` text NOT NULL,
	`data_version` integer NOT NULL,
	`hash` text NOT NULL,
	`body` blob NOT NULL,
	`maker_id` integer NOT NULL,
	`made_at` text NOT NULL,
	FOREIGN KEY (`plan_id`) REFERENCES `plan`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`maker_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `snapshot_uid_unique` ON `snapshot` (`uid`);--> statement-breakpoint
CREATE UNIQUE INDEX `snapshot_plan_id_number_unique` ON `snapshot` (`plan_id`,`number`);--> statement-breakpoint
CREATE TABLE `submission` (
	`review_id` integer PRIMARY KEY NOT NULL,
	`entry_id` integer NOT NULL,
	`plan_id` integer NOT NULL,
	`item_id` integer,
	`content` text NOT NULL,
	FOREIGN KEY (`review_id`) REFERENCES `review`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`entry_id`) REFERENCES `entry`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`plan_id`) REFERENCES `plan`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`item_id`) REFERENCES `item`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `submission_by_item` ON `submission` (`item_id`,`plan_id`);--> statement-breakpoint
CREATE INDEX `submission_by_entry` ON `submission` (`entry_id`);--> statement-breakpoint
CREATE INDEX `submission_by_plan` ON `submission` (`plan_id`,`item_id`);--> statement-breakpoint
CREATE TABLE `target_task` (
	`target_id` integer NOT NULL,
	`task_id` integer NOT NULL,
	PRIMARY KEY(`target_id`, `task_id`),
	FOREIGN KEY (`target_id`) REFERENCES `target`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`task_id`) REFERENCES `task`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `urge_answer` (
	`id` integer PRIMARY KEY NOT NULL,
	`slip_id` integer NOT NULL,
	`text` text NOT NULL,
	`by_id` integer NOT NULL,
	`at` text NOT NULL,
	`on` text NOT NULL,
	FOREIGN KEY (`slip_id`) REFERENCES `urge_slip`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `urge_answer_by_slip` ON `urge_answer` (`slip_id`,`id`);--> statement-breakpoint
CREATE TABLE `urge_slip` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` text NOT NULL,
	`plan_id` integer NOT NULL,
	`department_id` integer NOT NULL,
	`colour` text NOT NULL,
	`about` text NOT NULL,
	`period_id` integer,
	`project_id` integer,
	`task_id` integer,
	`answer_by` text NOT NULL,
	`issued_by_id` integer NOT NULL,
	`issued_at` text NOT NULL,
	`issued_on` text NOT NULL,
	`closed_by_id` integer,
	`closed_on` text,
	`close_note` text,
	FOREIGN KEY (`plan_id`) REFERENCES `plan`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`department_id`) REFERENCES `department`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`period_id`) REFERENCES `period`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`project_id`) REFERENCES `project`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`task_id`) REFERENCES `task`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`issued_by_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`closed_by_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "urge_slip_colour" CHECK("urge_slip"."colour" in ('blue', 'orange', 'red')),
	CONSTRAINT "urge_slip_days" CHECK("urge_slip"."answer_by" >= "urge_slip"."issued_on")
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `urge_slip_uid_unique` ON `urge_slip` (`uid`);--> statement-breakpoint
CREATE INDEX `urge_slip_by_department` ON `urge_slip` (`plan_id`,`department_id`,`id`);--> statement-breakpoint
CREATE TABLE `__new_entry` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` text NOT NULL,
	`plan_id` integer NOT NULL,
	`department_id` integer NOT NULL,
	`subject` text NOT NULL,
	`state` text NOT NULL,
	`version` integer NOT NULL,
	`receipt` text,
	`first_submitted_on` text,
	`pasted` text,
	`kind` text,
	`class` text,
	`item_id` integer,
	`item_chosen` integer DEFAULT false NOT NULL,
	`stage` text,
	`effective_on` text,
	`day_confirmed` integer DEFAULT false NOT NULL,
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
	`updated_by_id` integer,
	`updated_at` text,
	FOREIGN KEY (`plan_id`) REFERENCES `plan`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`department_id`) REFERENCES `department`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`item_id`) REFERENCES `item`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`project_id`) REFERENCES `project`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`task_id`) REFERENCES `task`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`reporter_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`updated_by_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "entry_subject" CHECK("__new_entry"."subject" in ('item', 'task')),
	CONSTRAINT "entry_state" CHECK("__new_entry"."state" in ('draft', 'awaiting-sign', 'in-review', 'recognised', 'returned', 'voided', 'discarded')),
	CONSTRAINT "entry_kind" CHECK("__new_entry"."kind" in ('standard', 'pilot', 'organization', 'platform', 'enterprise')),
	CONSTRAINT "entry_class" CHECK("__new_entry"."class" in ('international', 'national', 'industry', 'local', 'group', 'enterprise', 'foreign')),
	CONSTRAINT "entry_stage" CHECK("__new_entry"."stage" in ('planned', 'drafting', 'comment', 'examination', 'approval', 'issued', 'proposal', 'preparatory', 'committee', 'enquiry', 'final-approval', 'published', 'applied', 'approved', 'building', 'mid-term', 'accepted', 'preparing', 'established', 'announced', 'withdrawn', 'revoked', 'failed', 'expired')),
	CONSTRAINT "entry_level" CHECK("__new_entry"."level" in ('international', 'national', 'provincial', 'municipal', 'district')),
	CONSTRAINT "entry_edition" CHECK("__new_entry"."edition" in ('first', 'revision', 'amendment')),
	CONSTRAINT "entry_statement" CHECK("__new_entry"."statement" in ('under-way', 'behind', 'done')),
	CONSTRAINT "entry_subject_fields" CHECK(("__new_entry"."subject" = 'item' and "__new_entry"."task_id" is null and "__new_entry"."statement" is null)
        or ("__new_entry"."subject" = 'task' and "__new_entry"."item_id" is null and "__new_entry"."stage" is null)),
	CONSTRAINT "entry_whole" CHECK("__new_entry"."state" in ('draft', 'returned', 'discarded') or ("__new_entry"."effective_on" is not null and (
        ("__new_entry"."subject" = 'item' and "__new_entry"."item_id" is not null and "__new_entry"."stage" is not null)
        or ("__new_entry"."subject" = 'task' and "__new_entry"."task_id" is not null and "__new_entry"."statement" is not null))))
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_entry`("id", "uid", "plan_id", "department_id", "subject", "state", "version", "item_id", "stage", "effective_on", "title", "number", "plan_number", "level", "edition", "term_to", "project_id", "task_id", "statement", "text", "corrects_id", "reporter_id", "created_at") SELECT "id", "uid", "plan_id", "department_id", "subject", "state", "version", "item_id", "stage", "effective_on", "title", "number", "plan_number", "level", "edition", "term_to", "project_id", "task_id", "statement", "text", "corrects_id", "reporter_id", "created_at" FROM `entry`;--> statement-breakpoint
DROP TABLE `entry`;--> statement-breakpoint
ALTER TABLE `__new_entry` RENAME TO `entry`;--> statement-breakpoint
CREATE UNIQUE INDEX `entry_uid_unique` ON `entry` (`uid`);--> statement-breakpoint
CREATE UNIQUE INDEX `entry_receipt_unique` ON `entry` (`receipt`);--> statement-breakpoint
CREATE INDEX `entry_by_item` ON `entry` (`item_id`,`plan_id`);--> statement-breakpoint
CREATE INDEX `entry_by_task` ON `entry` (`task_id`);--> statement-breakpoint
CREATE INDEX `entry_by_state` ON `entry` (`plan_id`,`state`);--> statement-breakpoint
CREATE INDEX `entry_by_department` ON `entry` (`department_id`,`state`,`id`);--> statement-breakpoint
CREATE INDEX `entry_by_corrected` ON `entry` (`corrects_id`);--> statement-breakpoint
CREATE TABLE `__new_entry_unit` (
	`entry_id` integer NOT NULL,
	`unit_id` integer NOT NULL,
	`role` text,
	PRIMARY KEY(`entry_id`, `unit_id`),
	FOREIGN KEY (`entry_id`) REFERENCES `entry`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`unit_id`) REFERENCES `unit`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "entry_unit_role" CHECK("__new_entry_unit"."role" in ('lead', 'participant'))
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_entry_unit`("entry_id", "unit_id", "role") SELECT "entry_id", "unit_id", "role" FROM `entry_unit`;--> statement-breakpoint
DROP TABLE `entry_unit`;--> statement-breakpoint
ALTER TABLE `__new_entry_unit` RENAME TO `entry_unit`;--> statement-breakpoint
CREATE INDEX `entry_unit_by_unit` ON `entry_unit` (`unit_id`);--> statement-breakpoint
CREATE TABLE `__new_evidence` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` text NOT NULL,
	`entry_id` integer NOT NULL,
	`kind` text NOT NULL,
	`name` text,
	`media_type` text,
	`bytes` integer,
	`sha256` text,
	`url` text,
	`created_at` text NOT NULL,
	FOREIGN KEY (`entry_id`) REFERENCES `entry`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "evidence_kind" CHECK("__new_evidence"."kind" in ('cover', 'issue-notice', 'approval-document', 'acceptance-document', 'establishment-document', 'list-announcement', 'other')),
	CONSTRAINT "evidence_file_or_address" CHECK(("__new_evidence"."url" is null and "__new_evidence"."name" is not null and "__new_evidence"."media_type" is not null and "__new_evidence"."bytes" is not null
        and "__new_evidence"."sha256" is not null)
        or ("__new_evidence"."url" is not null and "__new_evidence"."name" is null and "__new_evidence"."media_type" is null and "__new_evidence"."bytes" is null
        and "__new_evidence"."sha256" is null))
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_evidence`("id", "uid", "entry_id", "kind", "name", "media_type", "bytes", "sha256", "created_at") SELECT "id", "uid", "entry_id", "kind", "name", "media_type", "bytes", "sha256", "created_at" FROM `evidence`;--> statement-breakpoint
DROP TABLE `evidence`;--> statement-breakpoint
ALTER TABLE `__new_evidence` RENAME TO `evidence`;--> statement-breakpoint
CREATE UNIQUE INDEX `evidence_uid_unique` ON `evidence` (`uid`);--> statement-breakpoint
CREATE INDEX `evidence_by_entry` ON `evidence` (`entry_id`);--> statement-breakpoint
CREATE INDEX `evidence_by_hash` ON `evidence` (`sha256`);--> statement-breakpoint
ALTER TABLE `account` ADD `password_hash` text;--> statement-breakpoint
ALTER TABLE `account` ADD `password_changed_at` text;--> statement-breakpoint
ALTER TABLE `account` ADD `must_change_password` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `account` ADD `disabled_at` text;--> statement-breakpoint
ALTER TABLE `account` ADD `external_id` text;--> statement-breakpoint
ALTER TABLE `account` ADD `email` text;--> statement-breakpoint
CREATE UNIQUE INDEX `account_external_id_unique` ON `account` (`external_id`);--> statement-breakpoint
ALTER TABLE `audit_event` ADD `roles` text;--> statement-breakpoint
ALTER TABLE `audit_event` ADD `address` text;--> statement-breakpoint
CREATE INDEX `audit_event_by_actor` ON `audit_event` (`actor`);--> statement-breakpoint
ALTER TABLE `review` ADD `mend_by` text;--> statement-breakpoint
ALTER TABLE `review` ADD `marks` text;--> statement-breakpoint
ALTER TABLE `rule_version` ADD `decided_here` integer DEFAULT false NOT NULL;
--> statement-breakpoint
CREATE TRIGGER `snapshot_no_update` BEFORE UPDATE ON `snapshot` BEGIN SELECT RAISE(ABORT, 'snapshots are never changed'); END;
--> statement-breakpoint
CREATE TRIGGER `snapshot_no_delete` BEFORE DELETE ON `snapshot` BEGIN SELECT RAISE(ABORT, 'snapshots are never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER `report_no_update_issued` BEFORE UPDATE ON `report` WHEN OLD.`state` = 'issued' BEGIN SELECT RAISE(ABORT, 'an issued report is never changed'); END;
--> statement-breakpoint
CREATE TRIGGER `report_no_delete` BEFORE DELETE ON `report` BEGIN SELECT RAISE(ABORT, 'reports are never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER `report_section_no_update_issued` BEFORE UPDATE ON `report_section` WHEN (SELECT `state` FROM `report` WHERE `id` = OLD.`report_id`) = 'issued' BEGIN SELECT RAISE(ABORT, 'an issued report is never changed'); END;
--> statement-breakpoint
CREATE TRIGGER `department_narrative_no_update_issued` BEFORE UPDATE ON `department_narrative` WHEN (SELECT `state` FROM `report` WHERE `id` = OLD.`report_id`) = 'issued' BEGIN SELECT RAISE(ABORT, 'an issued report is never changed'); END;
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
INSERT INTO `submission` (`review_id`, `entry_id`, `plan_id`, `item_id`, `content`)
SELECT r.`id`, e.`id`, e.`plan_id`, e.`item_id`, json_object('subject', e.`subject`, 'stage', e.`stage`, 'effectiveOn', e.`effective_on`, 'title', e.`title`, 'number', e.`number`, 'planNumber', e.`plan_number`, 'level', e.`level`, 'edition', e.`edition`, 'termTo', e.`term_to`, 'projectId', e.`project_id`, 'statement', e.`statement`, 'text', e.`text`,
	'units', (SELECT json_group_array(json_object('name', n.`name`, 'role', u.`role`)) FROM `entry_unit` u JOIN `unit` n ON n.`id` = u.`unit_id` WHERE u.`entry_id` = e.`id`),
	'tags', (SELECT json_group_array(t.`tag`) FROM `entry_tag` t WHERE t.`entry_id` = e.`id`))
FROM `review` r JOIN `entry` e ON e.`id` = r.`entry_id` WHERE r.`action` = 'submit';
--> statement-breakpoint
UPDATE `entry` SET `kind` = (SELECT i.`kind` FROM `item` i WHERE i.`id` = `entry`.`item_id`), `first_submitted_on` = (SELECT min(r.`on`) FROM `review` r WHERE r.`entry_id` = `entry`.`id` AND r.`action` = 'submit');
--> statement-breakpoint
INSERT INTO `entry_author` (`entry_id`, `account_id`) SELECT `id`, `reporter_id` FROM `entry`;
--> statement-breakpoint
CREATE VIRTUAL TABLE `item_search` USING fts5(`grams`, content='', contentless_delete=1, detail='full', tokenize='unicode61');
--> statement-breakpoint
INSERT INTO `ledger_total` (`plan_id`, `kind`, `class`, `level`, `stage`, `items`)
SELECT `plan_id`, `kind`, coalesce(`class`, ''), coalesce(`level`, ''), `stage`, count(*) FROM `ledger` GROUP BY 1, 2, 3, 4, 5;
--> statement-breakpoint
CREATE TRIGGER `ledger_total_add` AFTER INSERT ON `ledger` BEGIN
	INSERT INTO `ledger_total` (`plan_id`, `kind`, `class`, `level`, `stage`, `items`)
	VALUES (NEW.`plan_id`, NEW.`kind`, coalesce(NEW.`class`, ''), coalesce(NEW.`level`, ''), NEW.`stage`, 1)
	ON CONFLICT DO UPDATE SET `items` = `items` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `ledger_total_take` AFTER DELETE ON `ledger` BEGIN
	UPDATE `ledger_total` SET `items` = `items` - 1 WHERE `plan_id` = OLD.`plan_id` AND `kind` = OLD.`kind`
	AND `class` = coalesce(OLD.`class`, '') AND `level` = coalesce(OLD.`level`, '') AND `stage` = OLD.`stage`;
END;
--> statement-breakpoint
DROP TABLE `ledger_search`;
--> statement-breakpoint
CREATE VIRTUAL TABLE `ledger_search` USING fts5(`grams`, content='', contentless_delete=1, detail='full', tokenize='unicode61');
