/**
 * Every table, key, CHECK and index. Closed word lists come from `words.ts`. Days are ISO text in Asia/Shanghai
 * (`…On`, `…From`, `…To`; inclusive unless said), instants ISO text in UTC (`…At`). All tables are STRICT (see the
 * migration). Nothing cascades: rows go by name or not at all.
 */
import { sql } from 'drizzle-orm'
import type { AnySQLiteColumn, SQLiteColumn } from 'drizzle-orm/sqlite-core'
import {
  blob,
  check,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core'
import {
  ASSIGNED_SUBJECTS,
  ASSIGNMENT_ANSWERS,
  ASSIGNMENT_CHANGES,
  BASES,
  CALENDAR_DAYS,
  CHANNELS,
  COUNTER_PURPOSES,
  CREDIT_STANDINGS,
  DOUBT_ANSWERS,
  DOUBT_KINDS,
  DUTY_ROLES,
  EDITIONS,
  ENTRY_ACTIONS,
  ENTRY_STATES,
  ENTRY_SUBJECTS,
  EVIDENCE_KINDS,
  IMPORT_EFFECTS,
  IMPORT_STATES,
  IMPORT_VERDICTS,
  KINDS,
  LEVELS,
  MEASURES,
  NARRATIVE_STATES,
  NATURES,
  NOTICE_KINDS,
  OUTBOX_STATES,
  PACES,
  READINGS,
  REPORT_KINDS,
  REPORT_PARTS,
  REPORT_STATES,
  RETURN_MARKS,
  ROLES,
  SECTION_STATES,
  STAGES,
  STANDARD_CLASSES,
  TARGET_LEVELS,
  TASK_STATEMENTS,
  UNIT_ROLES,
  URGE_COLOURS,
} from './words.ts'

const id = () => integer('id').primaryKey()
/** What leaves the building: 26 characters, sortable by time, unguessable. */
const uid = () => text('uid').notNull().unique()
const flag = (name: string) => integer(name, { mode: 'boolean' })

/** A CHECK that a column (or null, where it is nullable) holds one of a closed list. */
function oneOf(name: string, column: SQLiteColumn, words: readonly string[]) {
  return check(name, sql`${column} in (${sql.raw(words.map((word) => `'${word}'`).join(', '))})`)
}

// ── the plan, as loaded from its file ────────────────────────────────────────────────────────────────────────────

/** 文件: the policy that a plan comes from. */
export const document = sqliteTable('document', {
  id: id(),
  number: text('number').notNull().unique(),
  title: text('title').notNull(),
  issuer: text('issuer').notNull(),
  issuedOn: text('issued_on').notNull(),
  publishedOn: text('published_on').notNull(),
})

/** 方案: one document's targets, tasks, columns and departments over a period. */
export const plan = sqliteTable('plan', {
  id: id(),
  code: text('code').notNull().unique(),
  documentId: integer('document_id')
    .notNull()
    .references(() => document.id),
  name: text('name').notNull(),
  /** Name of the product on this plan's pages. */
  product: text('product').notNull(),
  startsOn: text('starts_on').notNull(),
  dueOn: text('due_on').notNull(),
  outlook: text('outlook'),
  /** Order in the switcher. */
  position: integer('position').notNull(),
  /** SHA-256 of the file as last loaded: the same file again changes nothing. */
  fileHash: text('file_hash').notNull(),
})

/** 部门: one responsible unit of the district, shared by its plans. */
export const department = sqliteTable('department', {
  id: id(),
  code: text('code').notNull().unique(),
  name: text('name').notNull().unique(),
  /** Days from which and to which it exists; null where open. */
  existsFrom: text('exists_from'),
  existsTo: text('exists_to'),
  /** Its head signs what leaves it 签批. */
  needsSign: flag('needs_sign').notNull().default(false),
})

export const departmentAlias = sqliteTable('department_alias', {
  alias: text('alias').primaryKey(),
  departmentId: integer('department_id')
    .notNull()
    .references(() => department.id),
})

export const planDepartment = sqliteTable(
  'plan_department',
  {
    planId: integer('plan_id')
      .notNull()
      .references(() => plan.id),
    departmentId: integer('department_id')
      .notNull()
      .references(() => department.id),
    position: integer('position').notNull(),
  },
  (t) => [primaryKey({ columns: [t.planId, t.departmentId] })],
)

/** 标签: what a counting rule of the plan may ask for, e.g. 绿色低碳. */
export const planTag = sqliteTable(
  'plan_tag',
  {
    planId: integer('plan_id')
      .notNull()
      .references(() => plan.id),
    code: text('code').notNull(),
    name: text('name').notNull(),
    position: integer('position').notNull(),
  },
  (t) => [primaryKey({ columns: [t.planId, t.code] })],
)

/** How long a stage usually takes: after `stallDays` in it an item is 停滞; both are assumptions of the plan file. */
export const planStage = sqliteTable(
  'plan_stage',
  {
    planId: integer('plan_id')
      .notNull()
      .references(() => plan.id),
    kind: text('kind', { enum: KINDS }).notNull(),
    international: flag('international').notNull(),
    stage: text('stage', { enum: STAGES }).notNull(),
    stallDays: integer('stall_days'),
    /** Usual days from entering this stage to the last rung. */
    usualRemainingDays: integer('usual_remaining_days'),
  },
  (t) => [
    primaryKey({ columns: [t.planId, t.kind, t.international, t.stage] }),
    oneOf('plan_stage_kind', t.kind, KINDS),
    oneOf('plan_stage_stage', t.stage, STAGES),
  ],
)

/** 指标: a number to reach by the plan's due day. */
export const target = sqliteTable(
  'target',
  {
    id: id(),
    planId: integer('plan_id')
      .notNull()
      .references(() => plan.id),
    code: text('code').notNull(),
    number: integer('number').notNull(),
    name: text('name').notNull(),
    shortName: text('short_name').notNull(),
    level: text('level', { enum: TARGET_LEVELS }).notNull(),
    value: integer('value').notNull(),
    unit: text('unit').notNull(),
    measure: text('measure', { enum: MEASURES }).notNull(),
    pace: text('pace', { enum: PACES }).notNull(),
    section: text('section').notNull(),
    clause: text('clause'),
    quote: text('quote'),
    correctionOriginal: text('correction_original'),
    correctionCorrected: text('correction_corrected'),
  },
  (t) => [
    unique().on(t.planId, t.code),
    unique().on(t.planId, t.number),
    oneOf('target_level', t.level, TARGET_LEVELS),
    oneOf('target_measure', t.measure, MEASURES),
    oneOf('target_pace', t.pace, PACES),
    check('target_value', sql`${t.value} > 0`),
  ],
)

/** Of a target with pace `milestones`: what should be reached by a day. */
export const targetMilestone = sqliteTable(
  'target_milestone',
  {
    targetId: integer('target_id')
      .notNull()
      .references(() => target.id),
    on: text('on').notNull(),
    value: integer('value').notNull(),
  },
  (t) => [primaryKey({ columns: [t.targetId, t.on] })],
)

/** 口径的版本: what counts, as data (`CountingRule` as JSON), with who decided it; in force from `decidedOn`. */
export const ruleVersion = sqliteTable(
  'rule_version',
  {
    id: id(),
    targetId: integer('target_id')
      .notNull()
      .references(() => target.id),
    version: integer('version').notNull(),
    /** null: the office has set no rule. */
    rule: text('rule'),
    decidedBy: text('decided_by').notNull(),
    decidedOn: text('decided_on').notNull(),
    decisionNumber: text('decision_number'),
    note: text('note'),
    /** Decided in the program, not by the plan file: loading the file again does not take it back. */
    decidedHere: flag('decided_here').notNull().default(false),
  },
  (t) => [unique().on(t.targetId, t.version)],
)

/** 假设: what the document leaves open and how it is taken. */
export const assumption = sqliteTable(
  'assumption',
  {
    id: id(),
    planId: integer('plan_id')
      .notNull()
      .references(() => plan.id),
    code: text('code').notNull(),
    position: integer('position').notNull(),
    title: text('title').notNull(),
    text: text('text').notNull(),
    alternative: text('alternative'),
  },
  (t) => [unique().on(t.planId, t.code)],
)

export const assumptionTarget = sqliteTable(
  'assumption_target',
  {
    assumptionId: integer('assumption_id')
      .notNull()
      .references(() => assumption.id),
    targetId: integer('target_id')
      .notNull()
      .references(() => target.id),
  },
  (t) => [primaryKey({ columns: [t.assumptionId, t.targetId] })],
)

/**
 * What credits are counted by: each target once, each other reading of an assumption, each figure shown beside one,
 * and once for any target at all. All but the last apply the target's rule with `patch` laid over it.
 */
export const counter = sqliteTable(
  'counter',
  {
    id: id(),
    planId: integer('plan_id')
      .notNull()
      .references(() => plan.id),
    purpose: text('purpose', { enum: COUNTER_PURPOSES }).notNull(),
    targetId: integer('target_id').references(() => target.id),
    assumptionId: integer('assumption_id').references(() => assumption.id),
    /** JSON `{startsOn?, rule?}`: fields that differ from the plan's window and the rule in force. */
    patch: text('patch'),
  },
  (t) => [index('counter_by_plan').on(t.planId, t.purpose), oneOf('counter_purpose', t.purpose, COUNTER_PURPOSES)],
)

/** 重点任务. */
export const task = sqliteTable(
  'task',
  {
    id: id(),
    planId: integer('plan_id')
      .notNull()
      .references(() => plan.id),
    number: integer('number').notNull(),
    title: text('title').notNull(),
    /** Heading above it in the document. */
    section: text('section').notNull(),
    clause: text('clause'),
    quote: text('quote'),
    openEnded: flag('open_ended').notNull(),
    collective: flag('collective').notNull(),
    collectiveName: text('collective_name'),
  },
  (t) => [unique().on(t.planId, t.number)],
)

/** A department's part in a task; in force from `decidedOn` (stated and first-listed ones: the plan's issue day). */
export const taskDuty = sqliteTable(
  'task_duty',
  {
    id: id(),
    taskId: integer('task_id')
      .notNull()
      .references(() => task.id),
    departmentId: integer('department_id')
      .notNull()
      .references(() => department.id),
    position: integer('position').notNull(),
    role: text('role', { enum: DUTY_ROLES }).notNull(),
    basis: text('basis', { enum: BASES }).notNull(),
    decisionNumber: text('decision_number'),
    decidedOn: text('decided_on').notNull(),
    /** First day on which it is no longer in force. */
    endedOn: text('ended_on'),
  },
  (t) => [
    unique().on(t.taskId, t.departmentId, t.decidedOn),
    oneOf('task_duty_role', t.role, DUTY_ROLES),
    oneOf('task_duty_basis', t.basis, BASES),
  ],
)

/** 专栏. */
export const specialColumn = sqliteTable(
  'special_column',
  {
    id: id(),
    planId: integer('plan_id')
      .notNull()
      .references(() => plan.id),
    number: integer('number').notNull(),
    title: text('title').notNull(),
  },
  (t) => [unique().on(t.planId, t.number)],
)

export const projectGroup = sqliteTable(
  'project_group',
  {
    id: id(),
    columnId: integer('column_id')
      .notNull()
      .references(() => specialColumn.id),
    position: integer('position').notNull(),
    title: text('title').notNull(),
    level: text('level', { enum: LEVELS }),
  },
  (t) => [unique().on(t.columnId, t.position), oneOf('project_group_level', t.level, LEVELS)],
)

/** 专栏项目. */
export const project = sqliteTable(
  'project',
  {
    id: id(),
    planId: integer('plan_id')
      .notNull()
      .references(() => plan.id),
    groupId: integer('group_id')
      .notNull()
      .references(() => projectGroup.id),
    code: text('code').notNull(),
    /** Running number over all columns of the plan. */
    number: integer('number').notNull(),
    name: text('name').notNull(),
    kind: text('kind', { enum: KINDS }).notNull(),
    level: text('level', { enum: LEVELS }),
    section: text('section').notNull(),
    clause: text('clause'),
    quote: text('quote'),
  },
  (t) => [
    unique().on(t.planId, t.code),
    unique().on(t.planId, t.number),
    oneOf('project_kind', t.kind, KINDS),
    oneOf('project_level', t.level, LEVELS),
  ],
)

/** A department's part in a project; the document names none, so all are `assigned`, dated and numbered. */
export const projectDuty = sqliteTable(
  'project_duty',
  {
    id: id(),
    projectId: integer('project_id')
      .notNull()
      .references(() => project.id),
    departmentId: integer('department_id')
      .notNull()
      .references(() => department.id),
    role: text('role', { enum: DUTY_ROLES }).notNull(),
    basis: text('basis', { enum: BASES }).notNull(),
    decisionNumber: text('decision_number'),
    decidedOn: text('decided_on').notNull(),
    endedOn: text('ended_on'),
  },
  (t) => [
    unique().on(t.projectId, t.departmentId, t.decidedOn),
    oneOf('project_duty_role', t.role, DUTY_ROLES),
    oneOf('project_duty_basis', t.basis, BASES),
  ],
)

/** 扶持事项 of a policy without counted targets. */
export const supportItem = sqliteTable(
  'support_item',
  {
    id: id(),
    planId: integer('plan_id')
      .notNull()
      .references(() => plan.id),
    code: text('code').notNull(),
    position: integer('position').notNull(),
    title: text('title').notNull(),
    ceilingYuan: integer('ceiling_yuan'),
    ceiling: text('ceiling').notNull(),
    payer: text('payer'),
    section: text('section').notNull(),
    clause: text('clause'),
    quote: text('quote'),
  },
  (t) => [unique().on(t.planId, t.code)],
)

/** 目标分解的一版: decided as a whole, in force from `decidedOn` until the next. */
export const allocationVersion = sqliteTable(
  'allocation_version',
  {
    id: id(),
    planId: integer('plan_id')
      .notNull()
      .references(() => plan.id),
    version: integer('version').notNull(),
    decisionNumber: text('decision_number').notNull(),
    decidedOn: text('decided_on').notNull(),
  },
  (t) => [unique().on(t.planId, t.version)],
)

/** 分解值: what one department is asked to bring to one target. */
export const allocation = sqliteTable(
  'allocation',
  {
    versionId: integer('version_id')
      .notNull()
      .references(() => allocationVersion.id),
    targetId: integer('target_id')
      .notNull()
      .references(() => target.id),
    departmentId: integer('department_id')
      .notNull()
      .references(() => department.id),
    value: integer('value').notNull(),
    /** Why, where no task names the department. */
    reason: text('reason'),
  },
  (t) => [
    primaryKey({ columns: [t.versionId, t.targetId, t.departmentId] }),
    check('allocation_value', sql`${t.value} >= 0`),
  ],
)

// ── what the office decides on the plan ──────────────────────────────────────────────────────────────────────────

/** Tasks that carry a target; a target with none is carried by every department that some task names. */
export const targetTask = sqliteTable(
  'target_task',
  {
    targetId: integer('target_id')
      .notNull()
      .references(() => target.id),
    taskId: integer('task_id')
      .notNull()
      .references(() => task.id),
  },
  (t) => [primaryKey({ columns: [t.targetId, t.taskId] })],
)

/** 差额由谁承担: why a version's values for a target add up to less than the target. */
export const allocationShortfall = sqliteTable(
  'allocation_shortfall',
  {
    versionId: integer('version_id')
      .notNull()
      .references(() => allocationVersion.id),
    targetId: integer('target_id')
      .notNull()
      .references(() => target.id),
    reason: text('reason').notNull(),
  },
  (t) => [primaryKey({ columns: [t.versionId, t.targetId] })],
)

/** 目标分解草案: the next version as it is being written; one a plan. */
export const allocationDraft = sqliteTable('allocation_draft', {
  planId: integer('plan_id')
    .primaryKey()
    .references(() => plan.id),
  /** Rises with every change; a write that names an older one is stale. */
  version: integer('version').notNull(),
  /** JSON `{cells, shortfalls}`, by codes. */
  content: text('content').notNull(),
  updatedById: integer('updated_by_id')
    .notNull()
    .references(() => account.id),
  updatedAt: text('updated_at').notNull(),
})

/** 完成时限 of a project; the last one decided on or before a day is in force on it. */
export const projectDeadline = sqliteTable(
  'project_deadline',
  {
    id: id(),
    projectId: integer('project_id')
      .notNull()
      .references(() => project.id),
    /** null: it no longer has one. */
    dueOn: text('due_on'),
    decisionNumber: text('decision_number').notNull(),
    decidedOn: text('decided_on').notNull(),
  },
  (t) => [index('project_deadline_by_project').on(t.projectId, t.decidedOn)],
)

/** How an assumption is read from a day on; without one it is read as the plan file takes it. */
export const assumptionReading = sqliteTable(
  'assumption_reading',
  {
    id: id(),
    planId: integer('plan_id')
      .notNull()
      .references(() => plan.id),
    /** Its code: the file may drop an assumption, what was decided on it stays. */
    assumption: text('assumption').notNull(),
    reading: text('reading', { enum: READINGS }).notNull(),
    decidedBy: text('decided_by').notNull(),
    decidedOn: text('decided_on').notNull(),
    decisionNumber: text('decision_number').notNull(),
    note: text('note'),
  },
  (t) => [
    index('assumption_reading_by_plan').on(t.planId, t.assumption),
    oneOf('assumption_reading_reading', t.reading, READINGS),
  ],
)

/** 序时节点 set by the office from a day on; with none the plan file's pace holds. */
export const milestoneDecision = sqliteTable(
  'milestone_decision',
  {
    id: id(),
    targetId: integer('target_id')
      .notNull()
      .references(() => target.id),
    /** JSON list of `{on, value}`, rising; empty: the plan file's pace again. */
    points: text('points').notNull(),
    decidedBy: text('decided_by').notNull(),
    decidedOn: text('decided_on').notNull(),
    decisionNumber: text('decision_number').notNull(),
    note: text('note'),
  },
  (t) => [index('milestone_decision_by_target').on(t.targetId, t.decidedOn)],
)

/** 部门确认或异议: what a department says to what it was assigned; its last word on a decision holds. */
export const assignmentAnswer = sqliteTable(
  'assignment_answer',
  {
    id: id(),
    planId: integer('plan_id')
      .notNull()
      .references(() => plan.id),
    departmentId: integer('department_id')
      .notNull()
      .references(() => department.id),
    subject: text('subject', { enum: ASSIGNED_SUBJECTS }).notNull(),
    /** Version of the allocation, number of the task, code of the project. */
    key: text('key').notNull(),
    /** What was answered: of a duty its role and the decision's number, of an allocation its values. */
    about: text('about').notNull(),
    answer: text('answer', { enum: ASSIGNMENT_ANSWERS }).notNull(),
    reason: text('reason'),
    accountId: integer('account_id')
      .notNull()
      .references(() => account.id),
    at: text('at').notNull(),
  },
  (t) => [
    index('assignment_answer_by_department').on(t.planId, t.departmentId),
    oneOf('assignment_answer_subject', t.subject, ASSIGNED_SUBJECTS),
    oneOf('assignment_answer_answer', t.answer, ASSIGNMENT_ANSWERS),
    check('assignment_answer_reason', sql`${t.answer} <> 'objected' or ${t.reason} is not null`),
  ],
)

/** 分工变动: what a decision changed for one department, kept so that it can be told; never changed. */
export const assignmentChange = sqliteTable(
  'assignment_change',
  {
    id: id(),
    planId: integer('plan_id')
      .notNull()
      .references(() => plan.id),
    departmentId: integer('department_id')
      .notNull()
      .references(() => department.id),
    kind: text('kind', { enum: ASSIGNMENT_CHANGES }).notNull(),
    /** Name of the target, task or project, as it was called. */
    title: text('title').notNull(),
    /** A value, a role or a day; null: there was or is none. */
    before: text('before'),
    after: text('after'),
    decisionNumber: text('decision_number').notNull(),
    decidedOn: text('decided_on').notNull(),
    at: text('at').notNull(),
  },
  (t) => [
    index('assignment_change_by_time').on(t.planId, t.at),
    oneOf('assignment_change_kind', t.kind, ASSIGNMENT_CHANGES),
  ],
)

// ── who ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** 账号: a person who acts. */
export const account = sqliteTable('account', {
  id: id(),
  uid: uid(),
  name: text('name').notNull().unique(),
  displayName: text('display_name').notNull(),
  createdAt: text('created_at').notNull(),
  /** Parameters, salt and hash as one PHC string; null: cannot sign in by a password. */
  passwordHash: text('password_hash'),
  passwordChangedAt: text('password_changed_at'),
  /** A password that somebody else set has to be changed before anything else. */
  mustChangePassword: flag('must_change_password').notNull().default(false),
  disabledAt: text('disabled_at'),
  /** `issuer subject` of the single sign-on 统一身份认证 that this person comes from. */
  externalId: text('external_id').unique(),
  email: text('email'),
})

/** A role, for one department or (null) for all. */
export const accountRole = sqliteTable(
  'account_role',
  {
    id: id(),
    accountId: integer('account_id')
      .notNull()
      .references(() => account.id),
    role: text('role', { enum: ROLES }).notNull(),
    departmentId: integer('department_id').references(() => department.id),
  },
  (t) => [unique().on(t.accountId, t.role, t.departmentId), oneOf('account_role_role', t.role, ROLES)],
)

/** 会话: one signed-in browser. The cookie's value is kept only as a hash. */
export const session = sqliteTable(
  'session',
  {
    id: id(),
    uid: uid(),
    /** SHA-256 (hex) of the cookie's value. */
    hash: text('hash').notNull().unique(),
    accountId: integer('account_id')
      .notNull()
      .references(() => account.id),
    csrfToken: text('csrf_token').notNull(),
    createdAt: text('created_at').notNull(),
    /** Last act of the person; kept to the minute. */
    seenAt: text('seen_at').notNull(),
    address: text('address').notNull(),
    /** What the browser calls itself. */
    agent: text('agent').notNull(),
  },
  (t) => [index('session_by_account').on(t.accountId)],
)

/** A failed sign-in, for slowing down whoever guesses; old ones are swept. */
export const signInFailure = sqliteTable(
  'sign_in_failure',
  {
    id: id(),
    /** SHA-256 of the account name as typed: what was typed may be a password. */
    nameHash: text('name_hash').notNull(),
    address: text('address').notNull(),
    at: text('at').notNull(),
  },
  (t) => [
    index('sign_in_failure_by_name').on(t.nameHash, t.at),
    index('sign_in_failure_by_address').on(t.address, t.at),
  ],
)

/** 接口令牌: lets another system act as an account, with some of its roles; shown once, kept as a hash. */
export const apiToken = sqliteTable(
  'api_token',
  {
    id: id(),
    uid: uid(),
    accountId: integer('account_id')
      .notNull()
      .references(() => account.id),
    name: text('name').notNull(),
    /** First characters, to tell tokens apart. */
    prefix: text('prefix').notNull(),
    hash: text('hash').notNull().unique(),
    /** JSON list of roles; a token holds none that its account does not hold at the time of use. */
    roles: text('roles').notNull(),
    createdAt: text('created_at').notNull(),
    expiresAt: text('expires_at').notNull(),
    endedAt: text('ended_at'),
    lastUsedAt: text('last_used_at'),
  },
  (t) => [index('api_token_by_account').on(t.accountId)],
)

/** What a write answered, so that the same request sent again is one act; swept after a day. */
export const idempotencyKey = sqliteTable(
  'idempotency_key',
  {
    accountId: integer('account_id')
      .notNull()
      .references(() => account.id),
    key: text('key').notNull(),
    /** SHA-256 of method, address and body. */
    requestHash: text('request_hash').notNull(),
    /** JSON. */
    answer: text('answer').notNull(),
    at: text('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.key] }), index('idempotency_key_by_time').on(t.at)],
)

// ── what was reported ────────────────────────────────────────────────────────────────────────────────────────────

/** 本区单位: a local body that took part. */
export const unit = sqliteTable('unit', {
  id: id(),
  name: text('name').notNull().unique(),
  /** 统一社会信用代码. */
  code: text('code').unique(),
})

/** 成果: one real thing that may count; it exists once, whoever reports it. */
export const item = sqliteTable(
  'item',
  {
    id: id(),
    uid: uid(),
    kind: text('kind', { enum: KINDS }).notNull(),
    class: text('class', { enum: STANDARD_CLASSES }),
    nature: text('nature', { enum: NATURES }),
    /** Canonical number of a standard; number of a committee or an approval document of the others. */
    number: text('number'),
    planNumber: text('plan_number'),
    title: text('title').notNull(),
    /** What makes it one thing: number, else plan number, else title + lead unit + class. */
    key: text('key').notNull().unique(),
    createdAt: text('created_at').notNull(),
  },
  (t) => [
    // a standard reported first by its plan number is found again by it
    index('item_by_plan_number').on(t.planNumber),
    oneOf('item_kind', t.kind, KINDS),
    oneOf('item_class', t.class, STANDARD_CLASSES),
    oneOf('item_nature', t.nature, NATURES),
  ],
)

/**
 * 填报: one department's dated statement that an item reached a stage or that a task moved. A draft may lack anything
 * but its department; whatever has left it is whole.
 */
export const entry = sqliteTable(
  'entry',
  {
    id: id(),
    uid: uid(),
    planId: integer('plan_id')
      .notNull()
      .references(() => plan.id),
    departmentId: integer('department_id')
      .notNull()
      .references(() => department.id),
    subject: text('subject', { enum: ENTRY_SUBJECTS }).notNull(),
    state: text('state', { enum: ENTRY_STATES }).notNull(),
    /** Rises with every change; a write that names an older one is stale. */
    version: integer('version').notNull(),
    /** 填报号, given when it is first submitted: 2025Q3-0117. */
    receipt: text('receipt').unique(),
    /** Day on which it was first submitted: the quarter that it belongs to follows from it. */
    firstSubmittedOn: text('first_submitted_on'),
    /** What was pasted into the first field, as it was. */
    pasted: text('pasted'),
    kind: text('kind', { enum: KINDS }),
    /** As stated, where no number tells it. */
    class: text('class', { enum: STANDARD_CLASSES }),
    itemId: integer('item_id').references(() => item.id),
    /** The reporter chose this item; it is not found by the number. */
    itemChosen: flag('item_chosen').notNull().default(false),
    stage: text('stage', { enum: STAGES }),
    /** The day on which it took effect: issued, approved, accepted, established. */
    effectiveOn: text('effective_on'),
    /** 与封面一致: the day's year differs from the number's, and it was looked up. */
    dayConfirmed: flag('day_confirmed').notNull().default(false),
    title: text('title'),
    number: text('number'),
    planNumber: text('plan_number'),
    level: text('level', { enum: LEVELS }),
    edition: text('edition', { enum: EDITIONS }),
    /** Last day of an organization's term. */
    termTo: text('term_to'),
    projectId: integer('project_id').references(() => project.id),
    taskId: integer('task_id').references(() => task.id),
    statement: text('statement', { enum: TASK_STATEMENTS }),
    text: text('text'),
    /** The recognised entry that this one corrects: from its recognition on the other no longer speaks. */
    correctsId: integer('corrects_id'),
    reporterId: integer('reporter_id')
      .notNull()
      .references(() => account.id),
    createdAt: text('created_at').notNull(),
    /** Who last wrote to it, and when. */
    updatedById: integer('updated_by_id').references(() => account.id),
    updatedAt: text('updated_at'),
  },
  (t) => [
    index('entry_by_item').on(t.itemId, t.planId),
    index('entry_by_task').on(t.taskId),
    index('entry_by_state').on(t.planId, t.state),
    // the lists of one department, newest first
    index('entry_by_department').on(t.departmentId, t.state, t.id),
    index('entry_by_corrected').on(t.correctsId),
    oneOf('entry_subject', t.subject, ENTRY_SUBJECTS),
    oneOf('entry_state', t.state, ENTRY_STATES),
    oneOf('entry_kind', t.kind, KINDS),
    oneOf('entry_class', t.class, STANDARD_CLASSES),
    oneOf('entry_stage', t.stage, STAGES),
    oneOf('entry_level', t.level, LEVELS),
    oneOf('entry_edition', t.edition, EDITIONS),
    oneOf('entry_statement', t.statement, TASK_STATEMENTS),
    check(
      'entry_subject_fields',
      sql`(${t.subject} = 'item' and ${t.taskId} is null and ${t.statement} is null)
        or (${t.subject} = 'task' and ${t.itemId} is null and ${t.stage} is null)`,
    ),
    check(
      'entry_whole',
      sql`${t.state} in ('draft', 'returned', 'discarded') or (${t.effectiveOn} is not null and (
        (${t.subject} = 'item' and ${t.itemId} is not null and ${t.stage} is not null)
        or (${t.subject} = 'task' and ${t.taskId} is not null and ${t.statement} is not null)))`,
    ),
  ],
)

export const entryUnit = sqliteTable(
  'entry_unit',
  {
    entryId: integer('entry_id')
      .notNull()
      .references(() => entry.id),
    unitId: integer('unit_id')
      .notNull()
      .references(() => unit.id),
    /** null in a draft where it has not been said yet. */
    role: text('role', { enum: UNIT_ROLES }),
  },
  (t) => [
    primaryKey({ columns: [t.entryId, t.unitId] }),
    // what a unit took part in, and which units are used most
    index('entry_unit_by_unit').on(t.unitId),
    oneOf('entry_unit_role', t.role, UNIT_ROLES),
  ],
)

/** Everybody who wrote to an entry: none of them may recognise it. */
export const entryAuthor = sqliteTable(
  'entry_author',
  {
    entryId: integer('entry_id')
      .notNull()
      .references(() => entry.id),
    accountId: integer('account_id')
      .notNull()
      .references(() => account.id),
  },
  (t) => [primaryKey({ columns: [t.entryId, t.accountId] })],
)

/**
 * 提交的稿: what an entry said each time it was submitted; never changed but to follow a merged item. Everything
 * derived is derived from these, so that mending a returned entry rewrites nothing that was known before.
 */
export const submission = sqliteTable(
  'submission',
  {
    /** The move by which it was submitted. */
    reviewId: integer('review_id')
      .primaryKey()
      .references((): AnySQLiteColumn => review.id),
    entryId: integer('entry_id')
      .notNull()
      .references(() => entry.id),
    planId: integer('plan_id')
      .notNull()
      .references(() => plan.id),
    itemId: integer('item_id').references(() => item.id),
    /** The whole content as JSON. */
    content: text('content').notNull(),
  },
  (t) => [
    index('submission_by_item').on(t.itemId, t.planId),
    index('submission_by_entry').on(t.entryId),
    index('submission_by_plan').on(t.planId, t.itemId),
  ],
)

/**
 * 疑点: that two items may be one (`otherItemId`; the lower id first), or that an entry tells another day or title
 * than `otherEntryId` of the same item; what the reporter said to it and how the reviewer settled it.
 */
export const doubt = sqliteTable(
  'doubt',
  {
    id: id(),
    kind: text('kind', { enum: DOUBT_KINDS }).notNull(),
    itemId: integer('item_id')
      .notNull()
      .references(() => item.id),
    otherItemId: integer('other_item_id').references(() => item.id),
    /** The entry on which it was answered or settled. */
    entryId: integer('entry_id')
      .notNull()
      .references(() => entry.id),
    otherEntryId: integer('other_entry_id').references(() => entry.id),
    answer: text('answer', { enum: DOUBT_ANSWERS }),
    /** In which way the two differ. */
    difference: text('difference'),
    answeredById: integer('answered_by_id').references(() => account.id),
    answeredAt: text('answered_at'),
    verdict: text('verdict', { enum: DOUBT_ANSWERS }),
    note: text('note'),
    settledById: integer('settled_by_id').references(() => account.id),
    settledAt: text('settled_at'),
  },
  (t) => [
    uniqueIndex('doubt_between_items').on(t.itemId, t.otherItemId),
    uniqueIndex('doubt_between_entries').on(t.entryId, t.otherEntryId, t.kind),
    index('doubt_by_other_item').on(t.otherItemId),
    index('doubt_by_other_entry').on(t.otherEntryId),
    oneOf('doubt_kind', t.kind, DOUBT_KINDS),
    oneOf('doubt_answer', t.answer, DOUBT_ANSWERS),
    oneOf('doubt_verdict', t.verdict, DOUBT_ANSWERS),
    check('doubt_other', sql`(${t.otherItemId} is null) <> (${t.otherEntryId} is null)`),
  ],
)

export const entryTag = sqliteTable(
  'entry_tag',
  {
    entryId: integer('entry_id')
      .notNull()
      .references(() => entry.id),
    tag: text('tag').notNull(),
  },
  (t) => [primaryKey({ columns: [t.entryId, t.tag] })],
)

/**
 * 证据 of an entry: a file, whose bytes lie content-addressed in the data folder and whose name is kept only here, or an
 * address where the document was published. Frozen once the entry is recognised (triggers of the migration).
 */
export const evidence = sqliteTable(
  'evidence',
  {
    id: id(),
    uid: uid(),
    entryId: integer('entry_id')
      .notNull()
      .references(() => entry.id),
    kind: text('kind', { enum: EVIDENCE_KINDS }).notNull(),
    name: text('name'),
    mediaType: text('media_type'),
    bytes: integer('bytes'),
    sha256: text('sha256'),
    /** Instead of a file. */
    url: text('url'),
    createdAt: text('created_at').notNull(),
  },
  (t) => [
    index('evidence_by_entry').on(t.entryId),
    index('evidence_by_hash').on(t.sha256),
    oneOf('evidence_kind', t.kind, EVIDENCE_KINDS),
    check(
      'evidence_file_or_address',
      sql`(${t.url} is null and ${t.name} is not null and ${t.mediaType} is not null and ${t.bytes} is not null
        and ${t.sha256} is not null)
        or (${t.url} is not null and ${t.name} is null and ${t.mediaType} is null and ${t.bytes} is null
        and ${t.sha256} is null)`,
    ),
  ],
)

/** 往来记录: every move of an entry, with who, when and why; never changed. */
export const review = sqliteTable(
  'review',
  {
    id: id(),
    entryId: integer('entry_id')
      .notNull()
      .references(() => entry.id),
    action: text('action', { enum: ENTRY_ACTIONS }).notNull(),
    fromState: text('from_state', { enum: ENTRY_STATES }).notNull(),
    toState: text('to_state', { enum: ENTRY_STATES }).notNull(),
    actorId: integer('actor_id')
      .notNull()
      .references(() => account.id),
    at: text('at').notNull(),
    /** The day of `at` in Asia/Shanghai: what was known on a day follows from it. */
    on: text('on').notNull(),
    reason: text('reason'),
    /** Of a return: the day by which it should be mended. */
    mendBy: text('mend_by'),
    /** Of a return: the fields that it speaks of, JSON `[{field, note}]`. */
    marks: text('marks'),
  },
  (t) => [
    index('review_by_entry').on(t.entryId, t.id),
    oneOf('review_action', t.action, ENTRY_ACTIONS),
    oneOf('review_from', t.fromState, ENTRY_STATES),
    oneOf('review_to', t.toState, ENTRY_STATES),
  ],
)

// ── reporting periods, chasing ───────────────────────────────────────────────────────────────────────────────────

/**
 * 报送期: what was decided about one quarter of a plan. The quarters themselves follow from the plan's days; a row is
 * made when somebody first hands in, moves a day or locks.
 */
export const period = sqliteTable(
  'period',
  {
    id: id(),
    planId: integer('plan_id')
      .notNull()
      .references(() => plan.id),
    /** `2025-q3` */
    code: text('code').notNull(),
    opensOn: text('opens_on').notNull(),
    dueOn: text('due_on').notNull(),
    /** Rises with every change of days or lock; a write that names an older one is stale. */
    version: integer('version').notNull(),
    lockedOn: text('locked_on'),
    lockedById: integer('locked_by_id').references(() => account.id),
    lockReason: text('lock_reason'),
  },
  (t) => [
    unique().on(t.planId, t.code),
    check('period_days', sql`${t.opensOn} <= ${t.dueOn}`),
    check('period_lock', sql`(${t.lockedOn} is null) = (${t.lockReason} is null)`),
  ],
)

/** 重开: that one department may hand in a locked period until a day, with the reason; never changed. */
export const periodReopening = sqliteTable(
  'period_reopening',
  {
    id: id(),
    periodId: integer('period_id')
      .notNull()
      .references(() => period.id),
    departmentId: integer('department_id')
      .notNull()
      .references(() => department.id),
    untilOn: text('until_on').notNull(),
    reason: text('reason').notNull(),
    byId: integer('by_id')
      .notNull()
      .references(() => account.id),
    at: text('at').notNull(),
    on: text('on').notNull(),
  },
  (t) => [index('period_reopening_by_period').on(t.periodId, t.departmentId)],
)

/** 报送: one hand-in of a department for a period, in its reporter's or head's name; a later one adds to it 补交. */
export const periodReturn = sqliteTable(
  'period_return',
  {
    id: id(),
    uid: uid(),
    periodId: integer('period_id')
      .notNull()
      .references(() => period.id),
    departmentId: integer('department_id')
      .notNull()
      .references(() => department.id),
    mark: text('mark', { enum: RETURN_MARKS }).notNull(),
    /** What was under way and declared as checked 已核对; of a zero report. */
    checkedItems: integer('checked_items').notNull(),
    byId: integer('by_id')
      .notNull()
      .references(() => account.id),
    at: text('at').notNull(),
    /** The day of `at` in Asia/Shanghai. */
    on: text('on').notNull(),
    /** 撤回 before the period was locked: from this day on it was not handed in. */
    withdrawnById: integer('withdrawn_by_id').references(() => account.id),
    withdrawnAt: text('withdrawn_at'),
    withdrawnOn: text('withdrawn_on'),
  },
  (t) => [
    check('period_return_withdrawn', sql`(${t.withdrawnOn} is null) = (${t.withdrawnById} is null)`),
    index('period_return_by_period').on(t.periodId, t.departmentId, t.id),
    oneOf('period_return_mark', t.mark, RETURN_MARKS),
  ],
)

/** The entries that a hand-in carried. */
export const periodReturnEntry = sqliteTable(
  'period_return_entry',
  {
    returnId: integer('return_id')
      .notNull()
      .references(() => periodReturn.id),
    entryId: integer('entry_id')
      .notNull()
      .references(() => entry.id),
  },
  (t) => [primaryKey({ columns: [t.returnId, t.entryId] })],
)

/** 没有变化: that an item or task which is under way has not moved in a period; it makes no entry. */
export const noChange = sqliteTable(
  'no_change',
  {
    id: id(),
    periodId: integer('period_id')
      .notNull()
      .references(() => period.id),
    departmentId: integer('department_id')
      .notNull()
      .references(() => department.id),
    itemId: integer('item_id').references(() => item.id),
    taskId: integer('task_id').references(() => task.id),
    byId: integer('by_id')
      .notNull()
      .references(() => account.id),
    at: text('at').notNull(),
    /** The hand-in that carried it; null until then, and only then can it be taken back. */
    returnId: integer('return_id').references(() => periodReturn.id),
  },
  (t) => [
    unique().on(t.periodId, t.departmentId, t.itemId),
    unique().on(t.periodId, t.departmentId, t.taskId),
    check('no_change_of', sql`(${t.itemId} is null) <> (${t.taskId} is null)`),
  ],
)

/** 督查单: a chase with a colour, an answer-by day and an answer. */
export const urgeSlip = sqliteTable(
  'urge_slip',
  {
    id: id(),
    uid: uid(),
    planId: integer('plan_id')
      .notNull()
      .references(() => plan.id),
    departmentId: integer('department_id')
      .notNull()
      .references(() => department.id),
    /** As issued; it rises by itself when the answer-by day passes. */
    colour: text('colour', { enum: URGE_COLOURS }).notNull(),
    about: text('about').notNull(),
    /** What it chases, where that can be named. */
    periodId: integer('period_id').references(() => period.id),
    projectId: integer('project_id').references(() => project.id),
    taskId: integer('task_id').references(() => task.id),
    answerBy: text('answer_by').notNull(),
    issuedById: integer('issued_by_id')
      .notNull()
      .references(() => account.id),
    issuedAt: text('issued_at').notNull(),
    issuedOn: text('issued_on').notNull(),
    closedById: integer('closed_by_id').references(() => account.id),
    closedOn: text('closed_on'),
    closeNote: text('close_note'),
  },
  (t) => [
    index('urge_slip_by_department').on(t.planId, t.departmentId, t.id),
    oneOf('urge_slip_colour', t.colour, URGE_COLOURS),
    check('urge_slip_days', sql`${t.answerBy} >= ${t.issuedOn}`),
  ],
)

/** 答复: what the department said to an urge slip; never changed. */
export const urgeAnswer = sqliteTable(
  'urge_answer',
  {
    id: id(),
    slipId: integer('slip_id')
      .notNull()
      .references(() => urgeSlip.id),
    text: text('text').notNull(),
    byId: integer('by_id')
      .notNull()
      .references(() => account.id),
    at: text('at').notNull(),
    on: text('on').notNull(),
  },
  (t) => [index('urge_answer_by_slip').on(t.slipId, t.id)],
)

// ── the calendar ─────────────────────────────────────────────────────────────────────────────────────────────────

/** 工作日历 of one year: on what it rests, who set it and when. What it said before stays in the audit log. */
export const calendarYear = sqliteTable('calendar_year', {
  year: integer('year').primaryKey(),
  /** The notice that it follows 依据. */
  source: text('source').notNull(),
  /** Rises with every change; a write that names an older one is stale. */
  version: integer('version').notNull(),
  /** null: taken from a file under `seeds/calendars`. */
  setById: integer('set_by_id').references(() => account.id),
  setAt: text('set_at').notNull(),
})

/** 放假和调休: a day that differs from the week. */
export const holiday = sqliteTable(
  'holiday',
  {
    on: text('on').primaryKey(),
    year: integer('year')
      .notNull()
      .references(() => calendarYear.year),
    kind: text('kind', { enum: CALENDAR_DAYS }).notNull(),
    /** 春节 */
    name: text('name').notNull(),
  },
  (t) => [
    oneOf('holiday_kind', t.kind, CALENDAR_DAYS),
    check('holiday_year', sql`substr(${t.on}, 1, 4) = cast(${t.year} as text)`),
  ],
)

// ── notices ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** 通知: one summary for one person on one day. */
export const notice = sqliteTable(
  'notice',
  {
    id: id(),
    uid: uid(),
    accountId: integer('account_id')
      .notNull()
      .references(() => account.id),
    on: text('on').notNull(),
    at: text('at').notNull(),
    readAt: text('read_at'),
  },
  (t) => [unique().on(t.accountId, t.on)],
)

/** One line of a summary: what, how many, and which. */
export const noticeLine = sqliteTable(
  'notice_line',
  {
    noticeId: integer('notice_id')
      .notNull()
      .references(() => notice.id),
    kind: text('kind', { enum: NOTICE_KINDS }).notNull(),
    items: integer('items').notNull(),
    /** JSON, as the feature's contract states it: names, days and reasons to be worded in the reader's language. */
    detail: text('detail').notNull(),
  },
  (t) => [primaryKey({ columns: [t.noticeId, t.kind] }), oneOf('notice_line_kind', t.kind, NOTICE_KINDS)],
)

/** 待发: what is to leave by a channel; tried again at `nextAt` until it is sent or given up. */
export const outbox = sqliteTable(
  'outbox',
  {
    id: id(),
    channel: text('channel', { enum: CHANNELS }).notNull(),
    /** A mail address; empty for a group robot. */
    recipient: text('recipient').notNull(),
    subject: text('subject').notNull(),
    body: text('body').notNull(),
    state: text('state', { enum: OUTBOX_STATES }).notNull(),
    attempts: integer('attempts').notNull(),
    createdAt: text('created_at').notNull(),
    nextAt: text('next_at').notNull(),
    sentAt: text('sent_at'),
    /** Why the last try failed, without address, key or token. */
    fault: text('fault'),
  },
  (t) => [
    index('outbox_by_state').on(t.state, t.nextAt),
    oneOf('outbox_channel', t.channel, CHANNELS),
    oneOf('outbox_state', t.state, OUTBOX_STATES),
  ],
)

// ── derived: written with their cause, rebuilt by `npm run recount` with the same result ─────────────────────────

/**
 * 计入: that an item counts, by which counter, for the district (department null) or one department; for effective
 * days from `since` to `until`, as known on days from `knownFrom` to before `knownBefore` (null: still).
 */
export const credit = sqliteTable(
  'credit',
  {
    id: id(),
    planId: integer('plan_id')
      .notNull()
      .references(() => plan.id),
    counterId: integer('counter_id')
      .notNull()
      .references(() => counter.id),
    itemId: integer('item_id')
      .notNull()
      .references(() => item.id),
    departmentId: integer('department_id').references(() => department.id),
    standing: text('standing', { enum: CREDIT_STANDINGS }).notNull(),
    since: text('since').notNull(),
    /** Last day on which it counts; null: open. */
    until: text('until'),
    knownFrom: text('known_from').notNull(),
    knownBefore: text('known_before'),
    /** Known on the due day already; else 补认定 once that day has passed. */
    onTime: flag('on_time').notNull(),
    unitRole: text('unit_role', { enum: UNIT_ROLES }),
    /** Of standing `open`: the stage it stands at. */
    stage: text('stage', { enum: STAGES }),
  },
  (t) => [
    index('credit_by_item').on(t.itemId),
    // the rows of a plan's summary on any day
    index('credit_by_since').on(t.planId, t.since),
    // the rows under a figure
    index('credit_by_counter').on(t.counterId, t.departmentId, t.standing, t.since),
    oneOf('credit_standing', t.standing, CREDIT_STANDINGS),
    oneOf('credit_unit_role', t.unitRole, UNIT_ROLES),
  ],
)

/**
 * 合计: the credits known now, added up, so that a figure of any day is the sum of a few rows whatever the number of
 * items. A credit adds 1 on the day it begins and takes it back on the day after its last, in three spans: `all`, its
 * month (`m2025-06`) and its day (`d2025-06-30`). Department 0 is the district.
 */
export const tally = sqliteTable(
  'tally',
  {
    planId: integer('plan_id')
      .notNull()
      .references(() => plan.id),
    departmentId: integer('department_id').notNull(),
    span: text('span').notNull(),
    counterId: integer('counter_id')
      .notNull()
      .references(() => counter.id),
    standing: text('standing', { enum: CREDIT_STANDINGS }).notNull(),
    onTime: flag('on_time').notNull(),
    /** Of standing `open`; else empty. */
    stage: text('stage').notNull(),
    items: integer('items').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.planId, t.departmentId, t.span, t.counterId, t.standing, t.onTime, t.stage] }),
    oneOf('tally_standing', t.standing, CREDIT_STANDINGS),
  ],
)

/** The last day on which what is known of a plan's items changed: figures known on it or later stand in `tally`. */
export const tallyKnown = sqliteTable('tally_known', {
  planId: integer('plan_id')
    .primaryKey()
    .references(() => plan.id),
  latest: text('latest').notNull(),
})

/** When an item reached a stage, as the earliest recognised entry says. */
export const itemStage = sqliteTable(
  'item_stage',
  {
    id: id(),
    planId: integer('plan_id')
      .notNull()
      .references(() => plan.id),
    itemId: integer('item_id')
      .notNull()
      .references(() => item.id),
    stage: text('stage', { enum: STAGES }).notNull(),
    effectiveOn: text('effective_on').notNull(),
    knownFrom: text('known_from').notNull(),
    knownBefore: text('known_before'),
  },
  (t) => [
    index('item_stage_by_item').on(t.itemId, t.planId),
    index('item_stage_by_day').on(t.planId, t.effectiveOn),
    oneOf('item_stage_stage', t.stage, STAGES),
  ],
)

/** That an item belongs to a project, because an entry says so. */
export const itemProject = sqliteTable(
  'item_project',
  {
    id: id(),
    projectId: integer('project_id')
      .notNull()
      .references(() => project.id),
    itemId: integer('item_id')
      .notNull()
      .references(() => item.id),
    /** False while only an entry with the reviewer says so. */
    recognised: flag('recognised').notNull(),
    knownFrom: text('known_from').notNull(),
    knownBefore: text('known_before'),
  },
  (t) => [index('item_project_by_project').on(t.projectId, t.itemId), index('item_project_by_item').on(t.itemId)],
)

/** 台账: one row for each item of a plan that has a recognised entry, as it stands by what is known now. */
export const ledger = sqliteTable(
  'ledger',
  {
    planId: integer('plan_id')
      .notNull()
      .references(() => plan.id),
    itemId: integer('item_id')
      .notNull()
      .references(() => item.id),
    kind: text('kind', { enum: KINDS }).notNull(),
    class: text('class', { enum: STANDARD_CLASSES }),
    level: text('level', { enum: LEVELS }),
    edition: text('edition', { enum: EDITIONS }),
    number: text('number'),
    title: text('title').notNull(),
    stage: text('stage', { enum: STAGES }).notNull(),
    /** Day on which the stage was reached. */
    effectiveOn: text('effective_on').notNull(),
    recognisedOn: text('recognised_on').notNull(),
    unitRole: text('unit_role', { enum: UNIT_ROLES }),
  },
  (t) => [
    primaryKey({ columns: [t.planId, t.itemId] }),
    index('ledger_by_day').on(t.planId, t.effectiveOn, t.itemId),
    index('ledger_by_kind').on(t.planId, t.kind, t.effectiveOn, t.itemId),
    oneOf('ledger_kind', t.kind, KINDS),
    oneOf('ledger_class', t.class, STANDARD_CLASSES),
    oneOf('ledger_level', t.level, LEVELS),
    oneOf('ledger_edition', t.edition, EDITIONS),
    oneOf('ledger_stage', t.stage, STAGES),
    oneOf('ledger_unit_role', t.unitRole, UNIT_ROLES),
  ],
)

/** 台账总数: how many lines of each sort the ledger has, kept by triggers, so that its total is no count. */
export const ledgerTotal = sqliteTable(
  'ledger_total',
  {
    planId: integer('plan_id').notNull(),
    kind: text('kind', { enum: KINDS }).notNull(),
    /** Empty where there is none, as is the level. */
    class: text('class').notNull(),
    level: text('level').notNull(),
    stage: text('stage', { enum: STAGES }).notNull(),
    items: integer('items').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.planId, t.kind, t.class, t.level, t.stage] }),
    oneOf('ledger_total_kind', t.kind, KINDS),
    oneOf('ledger_total_stage', t.stage, STAGES),
  ],
)

export const ledgerDepartment = sqliteTable(
  'ledger_department',
  {
    planId: integer('plan_id').notNull(),
    departmentId: integer('department_id')
      .notNull()
      .references(() => department.id),
    effectiveOn: text('effective_on').notNull(),
    itemId: integer('item_id')
      .notNull()
      .references(() => item.id),
  },
  (t) => [
    primaryKey({ columns: [t.planId, t.departmentId, t.effectiveOn, t.itemId] }),
    index('ledger_department_by_item').on(t.itemId),
  ],
)

export const ledgerTag = sqliteTable(
  'ledger_tag',
  {
    planId: integer('plan_id').notNull(),
    tag: text('tag').notNull(),
    effectiveOn: text('effective_on').notNull(),
    itemId: integer('item_id')
      .notNull()
      .references(() => item.id),
  },
  (t) => [
    primaryKey({ columns: [t.planId, t.tag, t.effectiveOn, t.itemId] }),
    index('ledger_tag_by_item').on(t.itemId),
  ],
)

// ── snapshots and reports ────────────────────────────────────────────────────────────────────────────────────────

/**
 * 快照: all figures, lists and rule versions of a plan for two days, frozen. `body` is the gzip of a canonical JSON text
 * whose SHA-256 is `hash`. Triggers refuse UPDATE and DELETE.
 */
export const snapshot = sqliteTable(
  'snapshot',
  {
    id: id(),
    uid: uid(),
    planId: integer('plan_id')
      .notNull()
      .references(() => plan.id),
    /** Running within the plan, from 1. */
    number: integer('number').notNull(),
    asOf: text('as_of').notNull(),
    knownAt: text('known_at').notNull(),
    /** What it was made for, in a few words; may be empty. */
    note: text('note').notNull(),
    /** Version of the data at which it was made. */
    dataVersion: integer('data_version').notNull(),
    hash: text('hash').notNull(),
    body: blob('body', { mode: 'buffer' }).notNull(),
    makerId: integer('maker_id')
      .notNull()
      .references(() => account.id),
    madeAt: text('made_at').notNull(),
  },
  (t) => [unique().on(t.planId, t.number)],
)

/** 评估报告: made from one snapshot; a trigger refuses any change once it is issued. */
export const report = sqliteTable(
  'report',
  {
    id: id(),
    uid: uid(),
    planId: integer('plan_id')
      .notNull()
      .references(() => plan.id),
    /** Running within the plan, from 1; a correction is a new number. */
    number: integer('number').notNull(),
    kind: text('kind', { enum: REPORT_KINDS }).notNull(),
    /** Of an annual report. */
    year: integer('year'),
    title: text('title').notNull(),
    state: text('state', { enum: REPORT_STATES }).notNull(),
    /** Rises with every change of what stands in this row. */
    version: integer('version').notNull(),
    snapshotId: integer('snapshot_id')
      .notNull()
      .references(() => snapshot.id),
    /** The earlier snapshot that the figures are reconciled with. */
    baseId: integer('base_id').references(() => snapshot.id),
    /** The issued report that this one corrects. */
    correctsId: integer('corrects_id'),
    /** 发文字号, 主送机关, 发文机关署名, 成文日期: empty until somebody gives them. */
    documentNumber: text('document_number').notNull(),
    addressee: text('addressee').notNull(),
    signature: text('signature').notNull(),
    signedOn: text('signed_on'),
    /** JSON `Typefaces` as they were when it was issued; null in a draft, which follows the setting. */
    typefaces: text('typefaces'),
    creatorId: integer('creator_id')
      .notNull()
      .references(() => account.id),
    createdAt: text('created_at').notNull(),
    issuerId: integer('issuer_id').references(() => account.id),
    issuedAt: text('issued_at'),
  },
  (t) => [
    unique().on(t.planId, t.number),
    oneOf('report_kind', t.kind, REPORT_KINDS),
    oneOf('report_state', t.state, REPORT_STATES),
    check('report_year', sql`(${t.kind} = 'annual') = (${t.year} is not null)`),
    check('report_issued', sql`(${t.state} = 'issued') = (${t.issuedAt} is not null and ${t.typefaces} is not null)`),
  ],
)

/** 章节 and 附件 of a report: one row for each part, whether it goes in, and the text that somebody wrote. */
export const reportSection = sqliteTable(
  'report_section',
  {
    id: id(),
    reportId: integer('report_id')
      .notNull()
      .references(() => report.id),
    part: text('part', { enum: REPORT_PARTS }).notNull(),
    included: flag('included').notNull(),
    state: text('state', { enum: SECTION_STATES }).notNull(),
    /** Prose with fields for figures; null while it is as the data say it. */
    text: text('text'),
    /** The snapshot whose figures the writer saw. */
    snapshotId: integer('snapshot_id').references(() => snapshot.id),
    version: integer('version').notNull(),
    writerId: integer('writer_id').references(() => account.id),
    writtenAt: text('written_at'),
    /** Who is writing it, and until when nobody else may. */
    lockedBy: integer('locked_by').references(() => account.id),
    lockedUntil: text('locked_until'),
  },
  (t) => [
    unique().on(t.reportId, t.part),
    oneOf('report_section_part', t.part, REPORT_PARTS),
    oneOf('report_section_state', t.state, SECTION_STATES),
    check('report_section_text', sql`(${t.state} = 'automatic') = (${t.text} is null)`),
  ],
)

/** 部门材料: what a department says of itself for a report. */
export const departmentNarrative = sqliteTable(
  'department_narrative',
  {
    id: id(),
    reportId: integer('report_id')
      .notNull()
      .references(() => report.id),
    departmentId: integer('department_id')
      .notNull()
      .references(() => department.id),
    state: text('state', { enum: NARRATIVE_STATES }).notNull(),
    text: text('text').notNull(),
    version: integer('version').notNull(),
    writerId: integer('writer_id')
      .notNull()
      .references(() => account.id),
    writtenAt: text('written_at').notNull(),
    /** The version that was taken over into the report; an older one than `version` means that a newer came. */
    adoptedVersion: integer('adopted_version'),
  },
  (t) => [unique().on(t.reportId, t.departmentId), oneOf('department_narrative_state', t.state, NARRATIVE_STATES)],
)

// ── importing ────────────────────────────────────────────────────────────────────────────────────────────────────

/** 导入批次: a table that a department sent, from reading to writing. The file itself lies in the data folder. */
export const importBatch = sqliteTable(
  'import_batch',
  {
    id: id(),
    uid: uid(),
    planId: integer('plan_id')
      .notNull()
      .references(() => plan.id),
    departmentId: integer('department_id')
      .notNull()
      .references(() => department.id),
    accountId: integer('account_id')
      .notNull()
      .references(() => account.id),
    fileName: text('file_name').notNull(),
    /** SHA-256 of the file: sent again, it adds nothing. */
    fileHash: text('file_hash').notNull(),
    bytes: integer('bytes').notNull(),
    state: text('state', { enum: IMPORT_STATES }).notNull(),
    /** Of the file's tables: sheet, row of the heads, columns; JSON. */
    tables: text('tables').notNull(),
    /** Sheets in which no head was found; JSON. */
    skipped: text('skipped').notNull(),
    emptyRows: integer('empty_rows').notNull(),
    rowsRead: integer('rows_read').notNull(),
    /** Rows as the file itself says before it is read; null where it does not. */
    rowsExpected: integer('rows_expected'),
    /** Why it could not be read, in both languages; JSON. */
    because: text('because'),
    createdAt: text('created_at').notNull(),
    readAt: text('read_at'),
    writtenAt: text('written_at'),
    /** `drafts` or `submitted`. */
    writtenAs: text('written_as'),
    undoneAt: text('undone_at'),
  },
  (t) => [
    // the same file sent again
    index('import_batch_by_file').on(t.planId, t.departmentId, t.fileHash),
    index('import_batch_by_account').on(t.accountId, t.id),
    oneOf('import_batch_state', t.state, IMPORT_STATES),
  ],
)

/** One row of a batch: as it stands in the file, what was mended, and how it is understood. */
export const importRow = sqliteTable(
  'import_row',
  {
    id: id(),
    batchId: integer('batch_id')
      .notNull()
      .references(() => importBatch.id),
    /** Place of its table in the batch, from 0, and its row in the sheet, from 1. */
    tablePlace: integer('table_place').notNull(),
    row: integer('row').notNull(),
    /** JSON. */
    cells: text('cells').notNull(),
    /** What was mended in the page, by field; JSON. */
    fixes: text('fixes').notNull(),
    verdict: text('verdict', { enum: IMPORT_VERDICTS }).notNull(),
    /** What it will do: a new item, a further stage of a known one, a task's progress. */
    effect: text('effect', { enum: IMPORT_EFFECTS }).notNull(),
    lacksEvidence: flag('lacks_evidence').notNull(),
    /** Codes of the targets that it will count for, with blanks between. */
    targets: text('targets').notNull(),
    /** Equal for rows that say the same. */
    key: text('key').notNull(),
    /** What it says, what is wrong, which item it means; JSON. */
    found: text('found').notNull(),
    /** Department that it is written for. */
    departmentId: integer('department_id').references(() => department.id),
    /** The entry that it became. */
    entryId: integer('entry_id').references(() => entry.id),
  },
  (t) => [
    unique().on(t.batchId, t.tablePlace, t.row),
    // the rows of a tab, in the file's order
    index('import_row_by_verdict').on(t.batchId, t.verdict, t.id),
    // what the rows of a batch add up to, without reading them
    index('import_row_by_effect').on(t.batchId, t.verdict, t.effect, t.lacksEvidence, t.targets),
    // whether a mended row says what another says
    index('import_row_by_key').on(t.batchId, t.key),
    index('import_row_by_entry').on(t.entryId),
    oneOf('import_row_effect', t.effect, IMPORT_EFFECTS),
    oneOf('import_row_verdict', t.verdict, IMPORT_VERDICTS),
  ],
)

// ── the house ────────────────────────────────────────────────────────────────────────────────────────────────────

/** 审计: who did what when; hash = SHA-256(previous hash + canonical row). Triggers refuse UPDATE and DELETE. */
export const auditEvent = sqliteTable(
  'audit_event',
  {
    id: id(),
    at: text('at').notNull(),
    actorId: integer('actor_id').references(() => account.id),
    /** Account name, or `console` for a command. */
    actor: text('actor').notNull(),
    action: text('action').notNull(),
    subjectType: text('subject_type').notNull(),
    subject: text('subject').notNull(),
    /** JSON. */
    detail: text('detail').notNull(),
    /** Roles that the actor held then, and where the request came from; null for a command. */
    roles: text('roles'),
    address: text('address'),
    previousHash: text('previous_hash').notNull(),
    hash: text('hash').notNull().unique(),
  },
  (t) => [
    uniqueIndex('audit_event_chain').on(t.previousHash),
    index('audit_event_by_subject').on(t.subjectType, t.subject),
    index('audit_event_by_actor').on(t.actor),
  ],
)

/** Settings and counters of the house, each a JSON value: `dataVersion`, `demo`. */
export const setting = sqliteTable('setting', {
  key: text('key').primaryKey(),
  value: text('value').notNull(),
})
