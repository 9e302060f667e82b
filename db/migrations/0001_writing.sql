CREATE TABLE `tally` (
	`plan_id` integer NOT NULL,
	`department_id` integer NOT NULL,
	`span` text NOT NULL,
	`counter_id` integer NOT NULL,
	`standing` text NOT NULL,
	`on_time` integer NOT NULL,
	`stage` text NOT NULL,
	`items` integer NOT NULL,
	PRIMARY KEY(`plan_id`, `department_id`, `span`, `counter_id`, `standing`, `on_time`, `stage`),
	FOREIGN KEY (`plan_id`) REFERENCES `plan`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`counter_id`) REFERENCES `counter`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "tally_standing" CHECK("tally"."standing" in ('recognised', 'in-review', 'late', 'open'))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `tally_known` (
	`plan_id` integer PRIMARY KEY NOT NULL,
	`latest` text NOT NULL,
	FOREIGN KEY (`plan_id`) REFERENCES `plan`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
INSERT INTO `tally` (`plan_id`, `department_id`, `span`, `counter_id`, `standing`, `on_time`, `stage`, `items`)
WITH `corner` AS (
	SELECT c.`plan_id`, coalesce(c.`department_id`, 0) AS `department_id`, c.`counter_id`, c.`standing`,
		CASE WHEN c.`department_id` IS NULL AND c.`standing` = 'recognised' THEN c.`on_time` ELSE 1 END AS `on_time`,
		coalesce(c.`stage`, '') AS `stage`, e.`day`, e.`items`
	FROM `credit` c
	JOIN `counter` n ON n.`id` = c.`counter_id` AND n.`purpose` IN ('target', 'any')
	JOIN (SELECT `id`, `since` AS `day`, 1 AS `items` FROM `credit`
		UNION ALL SELECT `id`, date(`until`, '+1 day'), -1 FROM `credit` WHERE `until` IS NOT NULL) e ON e.`id` = c.`id`
	WHERE c.`known_before` IS NULL AND (c.`department_id` IS NULL OR c.`standing` IN ('recognised', 'in-review'))
)
SELECT `plan_id`, `department_id`, `span`, `counter_id`, `standing`, `on_time`, `stage`, sum(`items`) FROM (
	SELECT *, 'all' AS `span` FROM `corner`
	UNION ALL SELECT *, 'm' || substr(`day`, 1, 7) FROM `corner`
	UNION ALL SELECT *, 'd' || `day` FROM `corner`
) GROUP BY 1, 2, 3, 4, 5, 6, 7 HAVING sum(`items`) <> 0;
--> statement-breakpoint
INSERT INTO `tally_known` (`plan_id`, `latest`)
SELECT `plan_id`, max(max(`known_from`), coalesce(max(`known_before`), '')) FROM `credit` GROUP BY `plan_id`;
