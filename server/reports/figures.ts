/** Every figure, day and list of names that a report's text can hold, each worked out from the snapshot alone. Pure. */
import { KINDS, type Kind, STANDARD_CLASSES } from '../../db/words.ts'
import { CLASS_WORDS, KIND_WORDS, LEVEL_WORDS, STAGE_WORDS, STATUS_WORDS } from '../words-zh.ts'
import type { Figure, FrozenItem, SnapshotBody, SnapshotRow, TargetChange } from './contract.ts'
import { dayText, KIND_UNITS, nounOf, percentText, ruleText, shortTitle } from './wording.ts'

/** What a report is made from. */
export type Story = {
  body: SnapshotBody
  snapshot: Pick<SnapshotRow, 'number' | 'asOf' | 'knownAt' | 'hash' | 'madeAt'>
  /** Of an annual report. */
  year: number | null
  /** The earlier snapshot, and what changed since. */
  base: Pick<SnapshotRow, 'number' | 'asOf' | 'knownAt'> | null
  changes: readonly TargetChange[]
}

export type Figures = ReadonlyMap<string, Figure>

type Target = SnapshotBody['summary']['targets'][number]
type Project = SnapshotBody['summary']['columns'][number]['projects'][number]

/** Things that count for a target, or for any. */
export function countingItems(body: SnapshotBody, target?: string): FrozenItem[] {
  return body.items.filter((one) =>
    target === undefined ? one.counts.length > 0 : one.counts.some((credit) => credit.target === target),
  )
}

/** The first day on which a thing counts for any target, or for one. */
export function sinceOf(item: FrozenItem, target?: string): string {
  const days = item.counts.filter((one) => target === undefined || one.target === target).map((one) => one.since)
  return days.sort()[0] ?? ''
}

const NOISE = 1e-9
/** What a department lacks of what it should have brought by the day, largest first; from one whole item up. */
export function lacksOf(target: Target): { department: string; lack: number }[] {
  return target.byDepartment
    .flatMap(({ department, recognised, expected }) =>
      expected === null || expected - recognised < 1 - NOISE
        ? []
        : [{ department, lack: Math.ceil(expected - recognised - NOISE) }],
    )
    .sort((a, b) => b.lack - a.lack)
}

/** Words inside quotation marks: their own marks become single ones, the last stop is ours. */
const quoted = (text: string) =>
  text
    .trim()
    .replace(/[。．.]$/, '')
    .replaceAll('“', '‘')
    .replaceAll('”', '’')

/** 停滞: 工业互联网（征求意见阶段305天） */
function stalledText(one: Project, name: string): string {
  if (one.stage === null || one.daysInStage === null) return name
  const since = `${STAGE_WORDS[one.stage]}阶段${one.daysInStage}天`
  return name.endsWith('）') ? `${name.slice(0, -1)}，${since}）` : `${name}（${since}）`
}

/** How many of a long list are named. */
const NAMED = 5

/** All figures of a story by key. */
export function figuresOf(story: Story): Figures {
  const { body, year } = story
  const { plan, summary } = body
  const figures = new Map<string, Figure>()
  const add = (key: string, label: string, value: string | number, rows: string | null = null) =>
    figures.set(key, { key, label, value: String(value), rows })
  const days = `asOf=${body.asOf}&knownAt=${body.knownAt}`
  const at = (path: string, query = '') => `${path}?plan=${plan.code}&${query === '' ? '' : `${query}&`}${days}`
  const named = new Map(plan.departments.map((one) => [one.code, one.name]))
  const names = (list: readonly string[]) => list.join('、')

  add('asOf', '看的那一天', dayText(body.asOf))
  add('knownAt', '按哪一天所知', dayText(body.knownAt))
  add('document.title', '文件名称', `《${plan.document.title}》`)
  add('document.number', '文号', plan.document.number)
  add('document.short', '文件简称', shortTitle(plan))
  add('plan.startsOn', '起算日', dayText(plan.startsOn))
  add('plan.dueOn', '期限', dayText(plan.dueOn))
  add('elapsed', '实施期已过', percentText(summary.elapsed, 1))
  add('snapshot.number', '快照编号', story.snapshot.number)
  add('snapshot.hash', '快照校验值', story.snapshot.hash.slice(0, 16))
  if (year !== null) add('year', '年度', `${year}年`)
  add('queue.entries', '审核中的填报', summary.queue.entries)

  // ── targets ──
  const targets = summary.targets
  const count = (test: (one: Target) => boolean) => targets.filter(test).length
  add('targets.total', '指标总数', targets.length, at('/targets'))
  for (const [status, key] of [
    ['met', 'met'],
    ['ahead', 'ahead'],
    ['on-pace', 'onPace'],
    ['behind', 'behind'],
    ['at-risk', 'atRisk'],
    ['cannot-judge', 'cannotJudge'],
    ['missed', 'missed'],
    ['nothing-reported', 'nothingReported'],
  ] as const)
    add(
      `targets.${key}`,
      `指标：${STATUS_WORDS[status]}`,
      count((one) => one.status === status),
      at('/targets'),
    )
  add(
    'targets.keeping',
    '指标：跟上进度',
    count((one) => ['met', 'ahead', 'on-pace'].includes(one.status)),
    at('/targets'),
  )
  const headlines = targets.filter((one) => one.level === 'headline')
  add('headline.total', '总目标数', headlines.length)
  add('headline.met', '总目标：已达成', headlines.filter((one) => one.recognised >= one.value).length)
  add('sub.total', '分项目标数', targets.length - headlines.length)
  add(
    'sub.met',
    '分项目标：已达成',
    count((one) => one.level === 'sub' && one.recognised >= one.value),
  )
  const unruled = plan.targets.filter((one) => one.rule === null)
  add('targets.unruled', '没有口径的指标数', unruled.length)
  add('targets.unruled.names', '没有口径的指标', names(unruled.map((one) => nounOf(one.name))))
  add(
    'targets.supplementary',
    '有补认定的指标数',
    count((one) => one.supplementary > 0),
  )

  for (const one of targets) addTarget(one)

  function addTarget(one: Target): void {
    const key = (name: string) => `t.${one.code}.${name}`
    const own = plan.targets.find((target) => target.code === one.code)
    const label = own?.shortName ?? one.name
    const rows = at('/ledger', `target=${one.code}&counts=true`)
    const items = countingItems(body, one.code)
    const put = (name: string, what: string, value: string | number, link: string | null = null) =>
      add(key(name), `${label}：${what}`, value, link)
    put('value', '目标', one.value, at(`/targets/${one.code}`))
    put('recognised', '已认定', one.recognised, rows)
    put('rate', '完成率', percentText(one.recognised, one.value), at(`/targets/${one.code}`))
    put('status', '状态', STATUS_WORDS[one.status])
    put('over', '超出目标', Math.max(0, one.recognised - one.value))
    put('short', '距目标', Math.max(0, one.value - one.recognised))
    put('inReview', '审核中', one.inReview)
    put('onTime', '期满前认定', one.onTime)
    put('supplementary', '补认定', one.supplementary)
    put('late', '期满后生效', one.late)
    put('baseline', '起算日在册', one.baseline)
    if (one.inBeing !== null) put('inBeing', '在册', one.inBeing)
    if (one.expected !== null) put('expected', '应达', one.expected.toFixed(1), at(`/targets/${one.code}`))
    put('gap', '比序时差或超', one.because.gap ?? 0)
    put('open', '在研', one.because.open ?? 0)
    put('arriving', '期限内可到', one.because.arriving ?? 0)
    if (one.because.stage !== null) put('stage', '下一项所处阶段', STAGE_WORDS[one.because.stage])
    if (year !== null)
      put('year', `${year}年新增`, items.filter((item) => sinceOf(item, one.code).startsWith(`${year}-`)).length, rows)
    put('lead', '牵头', items.filter((item) => item.unitRole === 'lead').length, rows)
    put('participant', '参与', items.filter((item) => item.unitRole === 'participant').length, rows)
    for (const standardClass of STANDARD_CLASSES) {
      const number = items.filter((item) => item.class === standardClass).length
      if (number > 0)
        put(
          `class.${standardClass}`,
          CLASS_WORDS[standardClass],
          number,
          at('/ledger', `target=${one.code}&counts=true&class=${standardClass}`),
        )
    }
    for (const { stage, items: number } of body.targets.find((detail) => detail.code === one.code)?.beside ?? [])
      put(`beside.${stage}`, `按${STAGE_WORDS[stage]}计`, number)
    const bearing = plan.assumptions.filter((assumption) => assumption.targets.includes(one.code))
    put('assumptions', '所依假设', bearing.length)
    const version = own?.ruleVersions.at(-1)
    if (own && own.rule !== null) put('rule', '口径', ruleText(own.rule, one.measure, plan))
    if (version) {
      put('rule.version', '口径版次', version.version)
      put('rule.on', '口径确定日期', dayText(version.decidedOn))
    }
    const lacks = lacksOf(one).slice(0, 3)
    if (lacks.length > 0)
      put(
        'lacks',
        '差距所在',
        names(lacks.map(({ department, lack }) => `${named.get(department)}差${lack}${one.unit}`)),
      )
    const change = story.changes.find((candidate) => candidate.target === one.code)
    if (story.base && change) {
      put('base.before', `快照第${story.base.number}号`, change.before)
      put('base.added', '其后新增', change.sums.added)
      put('base.supplementary', '其后补认定', change.sums.supplementary)
      put('base.voided', '其后作废或更正', change.sums.voided)
      put('base.ended', '其后届满或撤销', change.sums.ended)
      put('base.ruleIn', '口径变化增加', change.sums.ruleIn)
      put('base.ruleOut', '口径变化减少', change.sums.ruleOut)
      const supplements = change.items.filter((item) => item.cause === 'supplementary')
      put('base.supplementary.names', '补认定的成果', names(supplements.map((item) => itemText(item))))
      const voided = change.items.filter((item) => item.cause === 'voided')
      put('base.voided.names', '作废或更正的成果', names(voided.map((item) => itemText(item))))
    }
  }

  // ── tasks ──
  const taskNames = (status: string) =>
    names(
      summary.tasks
        .filter((one) => one.status === status)
        .map((one) => plan.tasks.find((task) => task.number === one.number)?.title ?? ''),
    )
  add('tasks.total', '重点任务数', summary.tasks.length, at('/tasks'))
  for (const [status, key, label] of [
    ['done', 'done', '完成'],
    ['under-way', 'underWay', '推进中'],
    ['behind', 'behind', '滞后'],
    ['not-reported', 'notReported', '未填报'],
  ] as const) {
    add(
      `tasks.${key}`,
      `任务：${label}`,
      summary.tasks.filter((one) => one.status === status).length,
      at('/tasks', `status=${status}`),
    )
    add(`tasks.${key}.names`, `${label}的任务`, taskNames(status))
  }
  for (const one of body.statements) {
    add(
      `said.${one.task}.${one.department}`,
      `任务${one.task}：${named.get(one.department)}填报`,
      quoted(one.text),
      at(`/tasks/${one.task}`),
    )
    add(
      `said.${one.task}.${one.department}.on`,
      `任务${one.task}：${named.get(one.department)}填报日`,
      dayText(one.effectiveOn),
    )
  }

  // ── projects ──
  const projects = summary.columns.flatMap((column) => column.projects)
  const levels = new Map(
    plan.columns.flatMap((column) =>
      column.groups.flatMap((one) => one.projects.map((project) => [project.code, project.level] as const)),
    ),
  )
  /** Two projects of one name are told apart by their level: 贸易服务（国家级）. */
  const projectName = (one: Project) => {
    const level = levels.get(one.code)
    const twice = projects.filter((other) => other.name === one.name).length > 1
    return twice && level ? `${one.name}（${LEVEL_WORDS[level]}）` : one.name
  }
  addProjects('projects', '专栏项目', projects)
  for (const column of summary.columns) addProjects(`column.${column.number}`, `专栏${column.number}`, column.projects)

  function addProjects(prefix: string, label: string, list: readonly Project[]): void {
    const kinds: [string, string, (one: Project) => boolean][] = [
      ['done', '完成', (one) => one.progress === 'done'],
      ['active', '推进中', (one) => one.progress === 'active'],
      ['notStarted', '未启动', (one) => one.progress === 'not-started'],
    ]
    add(`${prefix}.total`, `${label}数`, list.length, at('/columns'))
    for (const [key, word, test] of kinds) {
      add(`${prefix}.${key}`, `${label}：${word}`, list.filter(test).length, at('/columns'))
      add(`${prefix}.${key}.names`, `${label}：${word}的`, names(list.filter(test).map(projectName)))
    }
    const stalled = list.filter((one) => one.stalled).sort((a, b) => (b.daysInStage ?? 0) - (a.daysInStage ?? 0))
    add(`${prefix}.stalled`, `${label}：停滞`, stalled.length, at('/columns'))
    add(`${prefix}.stalled.names`, `${label}：停滞的`, names(stalled.map((one) => stalledText(one, projectName(one)))))
    const longest = stalled.slice(0, NAMED)
    add(`${prefix}.stalled.shown`, `${label}：停滞最久的个数`, longest.length)
    add(
      `${prefix}.stalled.longest`,
      `${label}：停滞最久的`,
      names(longest.map((one) => stalledText(one, projectName(one)))),
    )
  }

  // ── departments ──
  const departments = summary.departments
  add('departments.total', '责任部门数', departments.length, at('/departments'))
  add(
    'departments.counting',
    '有已认定成果的部门数',
    departments.filter((one) => one.recognised > 0).length,
    at('/departments'),
  )
  add(
    'departments.allocated',
    '承担分解值的部门数',
    departments.filter((one) => one.allocated > 0).length,
    at('/departments'),
  )
  const silent = departments.filter(
    (one) =>
      one.recognised === 0 && one.inReview === 0 && !body.statements.some((said) => said.department === one.code),
  )
  add('departments.silent', '没有任何已认定填报的部门数', silent.length, at('/departments'))
  add('departments.silent.names', '没有任何已认定填报的部门', names(silent.map((one) => one.name)))
  if (body.allocation) {
    add('allocation.number', '分解文号', body.allocation.decisionNumber)
    add('allocation.on', '分解日期', dayText(body.allocation.decidedOn))
  }
  for (const one of departments)
    add(
      `d.${one.code}.recognised`,
      `${one.name}：已认定`,
      one.recognised,
      at('/ledger', `department=${one.code}&counts=true`),
    )

  // ── things ──
  const counting = countingItems(body)
  add('items.total', '计入指标的成果数', counting.length, at('/ledger', 'counts=true'))
  const inYear = year === null ? [] : counting.filter((one) => sinceOf(one).startsWith(`${year}-`))
  if (year !== null) add('year.items', `${year}年新增成果`, inYear.length)
  const byKind = (list: readonly FrozenItem[]) =>
    KINDS.flatMap((kind): [Kind, number][] => {
      const number = list.filter((one) => one.kind === kind).length
      return number === 0 ? [] : [[kind, number]]
    })
  const kindsText = (list: readonly FrozenItem[]) =>
    names(byKind(list).map(([kind, number]) => `${KIND_WORDS[kind]}${number}${KIND_UNITS[kind]}`))
  add('items.kinds', '计入指标的成果构成', kindsText(counting))
  if (year !== null) add('year.kinds', `${year}年新增成果构成`, kindsText(inYear))

  // ── gaps ──
  const { gaps } = plan
  const nameOfProject = (code: string) => {
    const one = projects.find((other) => other.code === code)
    return one ? projectName(one) : code
  }
  const targetName = (code: string) => nounOf(plan.targets.find((one) => one.code === code)?.name ?? code)
  const leadless = plan.tasks.filter((one) => gaps.tasksWithoutStatedLead.includes(one.number))
  add('gaps.tasks', '文件未写牵头部门的任务数', leadless.length, at('/plan'))
  add('gaps.tasks.names', '文件未写牵头部门的任务', names(leadless.map((one) => one.title)))
  add('gaps.projects', '没有责任部门的项目数', gaps.projectsWithoutDepartment.length, at('/plan'))
  add('gaps.projects.names', '没有责任部门的项目', names(gaps.projectsWithoutDepartment.map(nameOfProject)))
  add('gaps.targets', '没有分解到部门的指标数', gaps.targetsWithoutAllocation.length, at('/plan'))
  add('gaps.targets.names', '没有分解到部门的指标', names(gaps.targetsWithoutAllocation.map(targetName)))

  // ── the earlier snapshot ──
  if (story.base) {
    add('base.number', '此前快照编号', story.base.number)
    add('base.asOf', '此前快照看的那一天', dayText(story.base.asOf))
    add('base.knownAt', '此前快照按哪一天所知', dayText(story.base.knownAt))
    add('base.changed', '有变化的指标数', story.changes.filter((one) => one.items.length > 0).length)
  }
  return figures
}

/** GB/T 91401-2024《智慧城市 城市运行指标数据要求》 */
export const itemText = ({ number, title }: { number: string | null; title: string }) => `${number ?? ''}《${title}》`
