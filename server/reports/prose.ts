/**
 * What a report says of itself before anybody writes: each section as text with fields (`text.ts`), built from the
 * snapshot, with no sentence that the data do not carry. A part with nothing to say is empty. Pure.
 */
import { REPORT_PARTS, type ReportPart } from '../../db/words.ts'
import { CLASS_WORDS } from '../words-zh.ts'
import { type Figures, lacksOf, type Story } from './figures.ts'
import { nounOf, numeral, PART_WORDS } from './wording.ts'

export type Prose = Record<ReportPart, string>

/** All sections as the data say them; the annexes are lists and have no prose. */
export function proseOf(story: Story, figures: Figures): Prose {
  const writer = new Writer(story, figures)
  const empty = Object.fromEntries(REPORT_PARTS.map((part) => [part, ''])) as Prose
  return {
    ...empty,
    overall: writer.overall(),
    targets: writer.targets(),
    tasks: writer.tasks(),
    columns: writer.columns(),
    departments: writer.departments(),
    reconciliation: writer.reconciliation(),
    problems: writer.problems(),
  }
}

type Target = Story['body']['summary']['targets'][number]

class Writer {
  readonly story: Story
  readonly figures: Figures
  constructor(story: Story, figures: Figures) {
    this.story = story
    this.figures = figures
  }

  /** A field; a key that the snapshot does not have is a mistake of ours. */
  private f(key: string): string {
    if (!this.figures.has(key)) throw new Error(`A report has no figure ${key}.`)
    return `{{${key}}}`
  }
  private n(key: string): number {
    return Number(this.figures.get(key)?.value ?? 0)
  }
  /** 3项已达成，1项滞后: only what is not nothing. */
  private counted(parts: readonly (readonly [key: string, before: string, after: string])[], between = '，'): string {
    return parts
      .filter(([key]) => this.n(key) > 0)
      .map(([key, before, after]) => `${before}${this.f(key)}${after}`)
      .join(between)
  }

  overall(): string {
    const { body, year } = this.story
    const { plan, summary } = body
    const f = this.f.bind(this)
    const parts = [
      ...(summary.targets.length > 0 ? [`${f('targets.total')}项指标`] : []),
      ...(summary.tasks.length > 0 ? [`${f('tasks.total')}项重点任务`] : []),
      ...(this.n('projects.total') > 0 ? [`${f('projects.total')}个专栏项目`] : []),
    ]
    const opening = `${f('document.title')}（${f('document.number')}，以下简称${f('document.short')}）确定了${joinAnd(parts)}，实施期为${f('plan.startsOn')}至${f('plan.dueOn')}。`
    const lines = [opening]
    if (summary.targets.length > 0) lines.push(this.judgement())
    const headlines = summary.targets.filter((one) => one.level === 'headline' && hasRule(this.story, one))
    if (headlines.length > 0)
      lines.push(
        `总目标方面，${headlines
          .map(
            (one) =>
              `${nounOf(one.name)}已认定${f(`t.${one.code}.recognised`)}${one.unit}（目标${f(`t.${one.code}.value`)}${one.unit}以上）`,
          )
          .join('，')}。`,
      )
    lines.push(this.tasksAndProjects())
    if (year !== null && this.n('year.items') > 0)
      lines.push(
        `${f('year')}生效并计入指标的成果${f('year.items')}项，其中${f('year.kinds')}；累计计入${f('items.total')}项。`,
      )
    const queue = this.n('queue.entries') > 0 ? `；另有${f('queue.entries')}件填报尚在审核，不计入` : ''
    lines.push(
      `本报告的数字取自快照第${f('snapshot.number')}号，只计${f('knownAt')}及以前认定的成果${queue}。同一成果不论几个部门填报，全区只计一次。`,
    )
    if (plan.demo) lines.push('本报告所据为演示数据，数字均为虚构。')
    return lines.filter((line) => line !== '').join('\n')
  }

  private judgement(): string {
    const { summary, plan } = this.story.body
    const f = this.f.bind(this)
    if (summary.targets.every((one) => one.status === 'nothing-reported'))
      return `截至${f('asOf')}，${f('targets.total')}项指标均尚无填报。`
    if (summary.due) {
      const counts = this.counted([
        ['targets.met', '', '项达成'],
        ['targets.missed', '', '项期满未达成'],
        ['targets.cannotJudge', '', '项因没有认定口径无法判断'],
      ])
      const supplemented =
        this.n('targets.supplementary') > 0
          ? `${f('targets.supplementary')}项指标另有期内生效、期满后补认定的成果，计入完成数。`
          : ''
      return `${f('document.short')}已于${f('plan.dueOn')}期满。${f('targets.total')}项指标中，${counts}。${supplemented}`
    }
    const counts = [
      this.counted([
        ['targets.met', '', '项已达成'],
        ['targets.ahead', '', '项超序时'],
        ['targets.onPace', '', '项序时内'],
      ]),
      this.counted([
        ['targets.behind', '', '项滞后'],
        ['targets.atRisk', '', '项有风险'],
        ['targets.cannotJudge', '', '项无法判断'],
      ]),
    ]
    const gone = this.story.body.asOf >= plan.dueOn ? '，实施期届满' : `，实施期已过${f('elapsed')}`
    return `截至${f('asOf')}${gone}。${f('targets.total')}项指标中，${counts.filter((one) => one !== '').join('；')}。`
  }

  private tasksAndProjects(): string {
    const { summary } = this.story.body
    const sentences = []
    if (summary.tasks.length > 0 && this.n('tasks.notReported') === summary.tasks.length)
      sentences.push(`${this.f('tasks.total')}项重点任务均未填报进展。`)
    else if (summary.tasks.length > 0)
      sentences.push(
        `${this.f('tasks.total')}项重点任务中，${this.counted([
          ['tasks.done', '', '项完成'],
          ['tasks.underWay', '', '项推进中'],
          ['tasks.behind', '', '项滞后'],
          ['tasks.notReported', '', '项未填报'],
        ])}。`,
      )
    if (this.n('projects.total') > 0)
      sentences.push(`${this.f('projects.total')}个专栏项目中，${this.projectCounts('projects')}。`)
    return sentences.join('')
  }

  private projectCounts(prefix: string): string {
    const counts = this.counted([
      [`${prefix}.done`, '完成', '个'],
      [`${prefix}.active`, '推进中', '个'],
      [`${prefix}.notStarted`, '未启动', '个'],
    ])
    const stalled = this.n(`${prefix}.stalled`) > 0 ? `；推进中有${this.f(`${prefix}.stalled`)}个停滞` : ''
    return counts + stalled
  }

  targets(): string {
    const { targets } = this.story.body.summary
    if (targets.length === 0) return ''
    const lines = [
      '各项指标只计经审核认定的成果，由已认定的成果按口径自动计入，不手填。完成情况如下表。',
      '[[table-targets]]',
      '[[chart-rates]]',
    ]
    for (const [level, heading] of [
      ['headline', '总目标'],
      ['sub', '分项目标'],
    ] as const) {
      const list = targets.filter((one) => one.level === level)
      if (list.length === 0) continue
      lines.push(`## ${heading}`)
      for (const one of list) lines.push(`### ${one.name}`, this.target(one))
    }
    return lines.join('\n')
  }

  private target(one: Target): string {
    const { body, year } = this.story
    const f = (name: string) => this.f(`t.${one.code}.${name}`)
    const n = (name: string) => this.n(`t.${one.code}.${name}`)
    const u = one.unit
    const goal = `目标为${f('value')}${u}以上`
    if (!hasRule(this.story, one))
      return `${goal}。文件没有写明何者计入，领导小组办公室尚未确定口径，故没有认定数，也不判断进度。`
    const stock = one.measure === 'stock'
    const sentences = [
      `${goal}，${stock ? '在册并已认定' : '已认定'}${f('recognised')}${u}${one.recognised > 0 ? `，完成${f('rate')}` : ''}，${this.pace(one)}。`,
    ]
    const clauses = [
      ...(one.supplementary > 0 ? [`期满前认定${f('onTime')}${u}，期满后补认定${f('supplementary')}${u}`] : []),
      ...(one.late > 0 ? [`另有${f('late')}${u}在期满后生效，不计入`] : []),
      ...(body.summary.due && one.inBeing !== null && one.inBeing !== one.recognised
        ? [`期满时定格${f('recognised')}${u}，${this.f('asOf')}在册${f('inBeing')}${u}`]
        : []),
    ]
    if (clauses.length > 0) sentences.push(`${clauses.join('；')}。`)
    if (!body.summary.due && year !== null && !stock && n('year') > 0)
      sentences.push(`其中${this.f('year')}新增${f('year')}${u}。`)
    const classes = Object.entries(CLASS_WORDS).filter(([key]) => this.figures.has(`t.${one.code}.class.${key}`))
    const makeUp = [
      ...(classes.length > 1 ? [classes.map(([key, word]) => `${word}${f(`class.${key}`)}${u}`).join('、')] : []),
      ...(n('lead') > 0 && n('participant') > 0 ? [`本区单位牵头${f('lead')}${u}、参与${f('participant')}${u}`] : []),
    ]
    if (makeUp.length > 0) sentences.push(`按构成分，${makeUp.join('；')}。`)
    const accepted = this.figures.get(`t.${one.code}.beside.accepted`)
    if (accepted && accepted.value !== '0') sentences.push(`已验收${f('beside.accepted')}${u}，另列，不作为完成数。`)
    if (one.inReview > 0) sentences.push(`审核中${f('inReview')}${u}，不计入。`)
    const bearing = n('assumptions') > 0 ? `，依${f('assumptions')}条假设，见附件“口径和假设”` : ''
    sentences.push(`口径（第${f('rule.version')}版）：${f('rule')}${bearing}。`)
    return sentences.join('')
  }

  private pace(one: Target): string {
    const f = (name: string) => this.f(`t.${one.code}.${name}`)
    const u = one.unit
    switch (one.because.code) {
      case 'reached':
        return one.recognised > one.value ? `已达成，超出目标${f('over')}${u}` : '已达成'
      case 'due-passed':
        return `期满未达成，差${f('short')}${u}`
      case 'against-pace': {
        const due = `按序时应达${f('expected')}${u}`
        if (one.status === 'ahead') return `${due}，超序时`
        if (one.status === 'behind') return `${due}，差${f('gap')}${u}，滞后`
        return `${due}，处于序时内`
      }
      case 'pipeline-suffices':
        return `在研${f('open')}${u}，按通常所需时间期限内可达目标，处于序时内`
      case 'pipeline-short': {
        if (this.n(`t.${one.code}.open`) === 0) return `没有在研的储备，差${f('short')}${u}，有风险`
        const arriving = this.n(`t.${one.code}.arriving`) > 0 ? `期限内可到${f('arriving')}${u}` : '期限内均难以完成'
        return `在研${f('open')}${u}，按通常所需时间${arriving}，仍差${f('gap')}${u}，有风险`
      }
      case 'no-milestone':
        return '尚未到第一个时间节点，不判断进度'
      case 'too-early':
        return '方案起算尚不足一个月，不判断进度'
      case 'no-rule':
        return '不判断进度'
      case 'nothing-reported':
        return '尚无填报'
    }
  }

  tasks(): string {
    const { plan, summary, statements } = this.story.body
    if (summary.tasks.length === 0) return ''
    const lines = [
      `${this.f('tasks.total')}项重点任务的状态以牵头部门最近一次已认定的填报为准；文件未写牵头的，以首列部门为准。`,
      '[[table-tasks]]',
    ]
    const named = new Map(plan.departments.map((one) => [one.code, one.name]))
    const sections = [...new Set(plan.tasks.map((one) => one.section))]
    for (const section of sections) {
      const said = plan.tasks
        .filter((one) => one.section === section)
        .flatMap((task) => {
          const state = summary.tasks.find((one) => one.number === task.number)
          const of = statements.filter((one) => one.task === task.number)
          const leads = of.filter((one) => state?.leads.includes(one.department))
          const speaking = leads.length > 0 ? leads : of.slice(-1)
          if (speaking.length === 0) return []
          const words = speaking.map((one) => {
            const key = `said.${one.task}.${one.department}`
            return `${named.get(one.department) ?? one.department}${this.f(`${key}.on`)}填报：“${this.f(key)}。”`
          })
          return [`### ${task.title}`, words.join('')]
        })
      if (said.length > 0) lines.push(`## ${section.replace(/^[一二三四五六七八九十]+、/, '')}`, ...said)
    }
    return lines.join('\n')
  }

  columns(): string {
    const { summary } = this.story.body
    if (this.n('projects.total') === 0) return ''
    const lines = [
      `专栏共列${this.f('projects.total')}个项目，以项目下进展最快的成果所处阶段为准：${this.projectCounts('projects')}。逐项情况见附件“专栏项目一览”。`,
      '[[table-columns]]',
      '[[chart-columns]]',
    ]
    for (const column of summary.columns) {
      const p = `column.${column.number}`
      const f = (key: string) => this.f(`${p}.${key}`)
      const n = (key: string) => this.n(`${p}.${key}`)
      const clauses = [
        ...(n('done') > 0 ? [`完成${f('done')}个，为${f('done.names')}`] : []),
        ...(n('active') > 0 ? [`推进中${f('active')}个`] : []),
        ...(n('notStarted') > 0 ? [`未启动${f('notStarted')}个，为${f('notStarted.names')}`] : []),
      ]
      const stalled = n('stalled') > 0 ? `停滞的有${f('stalled.names')}。` : ''
      lines.push(
        `## 专栏${numeral(column.number)}：${column.title}`,
        `共${f('total')}个项目：${clauses.join('；')}。${stalled}`,
      )
    }
    return lines.join('\n')
  }

  departments(): string {
    const { summary } = this.story.body
    if (summary.departments.length === 0) return ''
    const sentences = [
      `${this.f('departments.total')}个责任部门中，${this.f('departments.counting')}个部门有已认定并计入指标的成果。`,
    ]
    if (this.n('departments.allocated') > 0)
      sentences.push(
        `按${this.f('allocation.number')}的分解（${this.f('allocation.on')}），${this.f('departments.allocated')}个部门承担分解值。`,
      )
    sentences.push('几个部门同报一项时各记一项，各部门数相加会大于全区数。')
    const silent = this.n('departments.silent') > 0 ? [`${this.f('departments.silent.names')}尚无已认定的填报。`] : []
    return [sentences.join(''), '[[table-departments]]', '[[chart-departments]]', ...silent].join('\n')
  }

  reconciliation(): string {
    const { base, changes, body } = this.story
    if (!base) return ''
    const opening = `此前的数字为快照第${this.f('base.number')}号：看${this.f('base.asOf')}，按${this.f('base.knownAt')}所知。`
    const moved = changes.filter((one) => one.items.length > 0)
    if (moved.length === 0) return `${opening}与本次相比，各项指标没有增减。`
    const lines = [
      `${opening}与本次相比，${this.f('base.changed')}项指标有增减。补认定指此前那一天已经生效、其后才认定的成果。逐项增减见附件“${PART_WORDS['annex-changes']}”。`,
      '[[table-reconciliation]]',
    ]
    for (const change of moved) {
      const target = body.plan.targets.find((one) => one.code === change.target)
      if (!target) continue
      const f = (key: string) => this.f(`t.${change.target}.${key}`)
      const u = target.unit
      const parts = [
        ...(change.sums.added > 0 ? [`新增${f('base.added')}${u}`] : []),
        ...(change.sums.supplementary > 0 ? [`补认定${f('base.supplementary')}${u}`] : []),
        ...(change.sums.ruleIn > 0 ? [`因口径变化增加${f('base.ruleIn')}${u}`] : []),
        ...(change.sums.voided > 0 ? [`作废或更正减少${f('base.voided')}${u}`] : []),
        ...(change.sums.ended > 0 ? [`届满或撤销减少${f('base.ended')}${u}`] : []),
        ...(change.sums.ruleOut > 0 ? [`因口径变化减少${f('base.ruleOut')}${u}`] : []),
      ]
      const named =
        change.sums.supplementary > 0 && change.sums.supplementary <= 5
          ? `补认定的是${f('base.supplementary.names')}。`
          : ''
      const voided =
        change.sums.voided > 0 && change.sums.voided <= 5 ? `作废或更正的是${f('base.voided.names')}。` : ''
      lines.push(
        `${nounOf(target.name)}：此前${f('base.before')}${u}，${parts.join('，')}，本次${f('recognised')}${u}。${named}${voided}`,
      )
    }
    return lines.join('\n')
  }

  problems(): string {
    const { body } = this.story
    const { summary, plan } = body
    const lines: string[] = []
    const section = (heading: string, said: readonly string[]) => {
      if (said.length > 0) lines.push(`## ${heading}`, ...said)
    }
    const bad = summary.targets.filter((one) => ['behind', 'at-risk', 'missed'].includes(one.status))
    section(
      '指标方面',
      bad.map((one) => {
        const f = (name: string) => this.f(`t.${one.code}.${name}`)
        const where =
          lacksOf(one).length > 0
            ? `按分解值推算，${f('lacks')}。`
            : plan.gaps.targetsWithoutAllocation.includes(one.code)
              ? '该项指标没有分解到部门。'
              : ''
        return `${nounOf(one.name)}：已认定${f('recognised')}${one.unit}，目标${f('value')}${one.unit}以上，${this.pace(one)}。${where}`
      }),
    )
    section('口径方面', [
      ...(this.n('targets.unruled') > 0
        ? [`${this.f('targets.unruled.names')}没有认定口径，须由领导小组办公室明确后方能认定。`]
        : []),
    ])
    section('项目方面', [
      ...(this.n('projects.stalled') > 0
        ? [
            `${this.f('projects.stalled')}个项目停滞${
              this.n('projects.stalled') > this.n('projects.stalled.shown')
                ? `，时间最长的${this.f('projects.stalled.shown')}个是`
                : '：'
            }${this.f('projects.stalled.longest')}。`,
          ]
        : []),
      ...(this.n('projects.notStarted') > 0
        ? [`${this.f('projects.notStarted')}个项目未启动：${this.f('projects.notStarted.names')}。`]
        : []),
    ])
    section('任务方面', [
      ...(this.n('tasks.behind') > 0 ? [`${this.f('tasks.behind')}项任务滞后：${this.f('tasks.behind.names')}。`] : []),
      ...(this.n('tasks.notReported') > 0
        ? [`${this.f('tasks.notReported')}项任务未填报进展：${this.f('tasks.notReported.names')}。`]
        : []),
    ])
    section('责任方面', [
      ...(this.n('gaps.tasks') > 0
        ? [`${this.f('gaps.tasks')}项任务文件未写牵头部门：${this.f('gaps.tasks.names')}。`]
        : []),
      ...(this.n('gaps.projects') > 0
        ? [`${this.f('gaps.projects')}个专栏项目没有责任部门：${this.f('gaps.projects.names')}。`]
        : []),
      ...(this.n('gaps.targets') > 0
        ? [`${this.f('gaps.targets')}项指标没有分解到部门：${this.f('gaps.targets.names')}。`]
        : []),
    ])
    return lines.join('\n')
  }
}

const hasRule = (story: Story, target: Target) =>
  story.body.plan.targets.some((one) => one.code === target.code && one.rule !== null)

/** A、B和C */
function joinAnd(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join('')
  return `${parts.slice(0, -1).join('、')}和${parts.at(-1)}`
}
