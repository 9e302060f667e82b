import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkPlanFile, formatFault, MAX_CHARACTERS } from '../../seeds/plan-file.ts'

const SMALL = readFileSync('test/fixtures/small-plan.yaml', 'utf8')

/** The small plan with one passage changed; fails when the passage is not there. */
function changed(...passages: [from: string, to: string][]): string {
  return passages.reduce((text, [from, to]) => {
    expect(text).toContain(from)
    return text.replace(from, to)
  }, SMALL)
}

/** The faults as `path: wrong` and the line as it stands in the file. */
function faultsOf(text: string) {
  const checked = checkPlanFile(text)
  if (checked.ok) return []
  const lines = text.split('\n')
  return checked.faults.map(({ line, path, wrong, right }) => ({ at: lines[line - 1]?.trim(), path, wrong, right }))
}

describe('a plan file', () => {
  it('that is right is read whole, with what rows inherit filled in', () => {
    const checked = checkPlanFile(SMALL)
    expect(checked).toMatchObject({ ok: true, plan: { code: 'beihu-2027', startsOn: '2025-01-01' } })
    if (!checked.ok) return
    expect(checked.hash).toMatch(/^[0-9a-f]{64}$/)
    expect(checked.plan.targets[0]?.rule).toEqual({
      kinds: ['standard'],
      classes: ['local', 'group'],
      levels: null,
      tags: ['harbour'],
      unitRoles: ['lead', 'participant'],
      stage: 'issued',
      amendments: false,
    })
    expect(checked.plan.targets[1]?.decided).toEqual({ by: '方案文件', on: '2025-01-10', number: null, note: null })
    expect(checked.plan.tasks[0]?.citation).toEqual({
      section: '三、重点任务',
      item: '（一）',
      quote: '推进港口标准化',
    })
    expect(checked.plan.columns[0]?.groups[0]?.projects).toEqual([
      {
        number: 1,
        code: 'rice',
        name: '水稻种植',
        kind: 'pilot',
        level: 'provincial',
        citation: { section: '专栏', item: '一、省级试点', quote: '水稻种植' },
      },
      {
        number: 2,
        code: 'cold-chain',
        name: '冷链装卸平台',
        kind: 'platform',
        level: 'municipal',
        citation: { section: '专栏', item: '一、省级试点', quote: '冷链装卸平台' },
      },
    ])
  })

  it('has the same hash exactly when it is the same text', () => {
    const hash = (text: string) => {
      const checked = checkPlanFile(text)
      return checked.ok ? checked.hash : null
    }
    expect(hash(SMALL)).toBe(hash(`${SMALL}`))
    expect(hash(SMALL)).not.toBe(hash(`${SMALL}# 注\n`))
  })

  it('says where a path of it stands', () => {
    const checked = checkPlanFile(SMALL)
    const lines = SMALL.split('\n')
    const at = (path: string) => (checked.ok ? lines[checked.lineOf(path) - 1]?.trim() : undefined)
    expect(at('departments[2]')).toBe('- { code: scj, name: 区市场局, aliases: [区市监局] }')
    expect(at('targets[1].rule')).toBe('rule: { kinds: [pilot], levels: [provincial, municipal], stage: approved }')
    expect(at('targets')).toBe('targets:')
  })
})

describe('each fault comes with its line, what is wrong and what would be right', () => {
  const duty = '- { code: scj, role: participant, basis: stated }'
  it.each<[why: string, text: string, at: string, path: string, wrong: string, right: string]>([
    [
      'an unknown department',
      changed([duty, '- { code: sjc, role: participant, basis: stated }']),
      '- { code: sjc, role: participant, basis: stated }',
      'tasks[0].departments[1].code',
      '没有部门“sjc”',
      '已列出的部门之一：gkj、nyj、scj',
    ],
    [
      'an unknown key',
      changed(['    shortName: 农业试点', '    shortname: 农业试点\n    shortName: 农业试点']),
      'shortname: 农业试点',
      'targets[1].shortname',
      '不认识的键“shortname”',
      '只用这些键：code、number、name、shortName',
    ],
    [
      'a missing citation',
      changed(['    citation: { section: 三、重点任务, item: （二） }\n', '']),
      '- number: 2',
      'tasks[1].citation',
      '缺少“citation”',
      '写明出处',
    ],
    [
      'a target without the words that carry its number',
      changed([', quote: 建设农业标准化试点4个', '']),
      'citation: { section: 二、主要目标, item: 第二条 }',
      'targets[1].citation.quote',
      '缺少“quote”',
      '抄下文件中带数字的几个字',
    ],
    [
      'a due day before the start',
      changed(['dueOn: 2027-12-31', 'dueOn: 2024-12-31'], ['pace: milestones', 'pace: milestones']),
      'dueOn: 2024-12-31',
      'dueOn',
      '到期日2024-12-31不晚于起算日2025-01-01',
      '到期日晚于起算日',
    ],
    [
      'a day that does not exist',
      changed(['startsOn: 2025-01-01', 'startsOn: 2025-02-30']),
      'startsOn: 2025-02-30',
      'startsOn',
      '“2025-02-30”不是存在的日期',
      '年-月-日',
    ],
    [
      'a code used twice',
      changed(['code: nyj, name', 'code: gkj, name'], ['code: nyj, role', 'code: gkj, role']),
      '- { code: gkj, name: 区农业局 }',
      'departments[1].code',
      '“gkj”已用过',
      '每行的 code 各不相同',
    ],
    [
      'an alias that is another department',
      changed(['aliases: [区市监局]', 'aliases: [区农业局]']),
      '- { code: scj, name: 区市场局, aliases: [区农业局] }',
      'departments[2].aliases[0]',
      '“区农业局”已是部门 nyj 的名称或别名',
      '一个名称只属一个部门',
    ],
    [
      'a project code used twice',
      changed(['code: cold-chain', 'code: rice']),
      '- { number: 2, code: rice, name: 冷链装卸平台, kind: platform, level: municipal }',
      'columns[0].groups[0].projects[1].code',
      '“rice”已用过',
      '每行的 code 各不相同',
    ],
    [
      'a stage of another ladder',
      changed(['levels: [provincial, municipal], stage: approved', 'levels: [provincial, municipal], stage: issued']),
      'rule: { kinds: [pilot], levels: [provincial, municipal], stage: issued }',
      'targets[1].rule.stage',
      'pilot 的阶梯上没有“issued”',
      '下列之一：applied、approved',
    ],
    [
      'a word that is in no list',
      changed(['measure: flow\n    pace: straight', 'measure: flows\n    pace: straight']),
      'measure: flows',
      'targets[1].measure',
      '“flows”不在词表内',
      '下列之一：flow、stock',
    ],
    [
      'a tag that is not declared',
      changed(['tags: [harbour], stage', 'tags: [port], stage']),
      'rule: { kinds: [standard], classes: [local, group], tags: [port], stage: issued }',
      'targets[0].rule.tags[0]',
      '没有标签“port”',
      '先在 tags 中列出',
    ],
    [
      'a pace without a rule',
      changed(
        [
          'rule: { kinds: [pilot], levels: [provincial, municipal], stage: approved }\n    beside: [accepted]',
          'rule: null',
        ],
        ['patch: { rule: { stage: accepted } }', 'patch: null'],
      ),
      'pace: straight',
      'targets[1].pace',
      '没有口径，无法判断进度',
      'pace: none',
    ],
    [
      'a milestone that falls',
      changed(['on: 2026-12-31, value: 3', 'on: 2026-12-31, value: 0']),
      '- { on: 2026-12-31, value: 0 }',
      'targets[0].milestones[1]',
      '里程碑没有逐个上升',
      '日期递增',
    ],
    [
      'a first-listed department that is not first',
      changed([duty, '- { code: scj, role: participant, basis: first-listed }']),
      '- { code: scj, role: participant, basis: first-listed }',
      'tasks[0].departments[1].basis',
      '首列（first-listed）只用于第一个部门的牵头',
      '改为 stated',
    ],
    [
      'departments beside a collective',
      changed(['openEnded: true', 'openEnded: true\n    collective: 各部门']),
      'departments:',
      'tasks[1].departments',
      '既写了集体又列了部门',
      '只在文件没有列出部门时写 collective',
    ],
    [
      'an assumption on a target that there is not',
      changed(['targets: [farm-pilots]', 'targets: [farms]']),
      'targets: [farms]',
      'assumptions[0].targets[0]',
      '没有指标“farms”',
      '写 targets 中的代码',
    ],
    [
      'another reading that is the same',
      changed(['patch: { rule: { stage: accepted } }', 'patch: { rule: { stage: approved } }']),
      'patch: { rule: { stage: approved } }',
      'assumptions[0].patch.rule',
      '与指标“farm-pilots”现在的口径相同',
      '写出不同之处',
    ],
    [
      'a correction of words that are not there',
      changed([
        'quote: 建设农业标准化试点4个 }',
        'quote: 建设农业标准化试点4个 }\n    correction: { original: 农叶, corrected: 农业 }',
      ]),
      'correction: { original: 农叶, corrected: 农业 }',
      'targets[1].correction.original',
      '原文中没有这几个字',
      'citation.quote',
    ],
    [
      'two values of one key',
      changed(['unit: 个', 'unit: 个\n    unit: 项']),
      'unit: 项',
      '',
      '同一处有两个相同的键',
      '只留一个',
    ],
    ['a tab', changed(['    unit: 个', '\tunit: 个']), 'unit: 个', '', '用制表符缩进', '改用空格'],
  ])('%s', (_, text, at, path, wrong, right) => {
    const found = faultsOf(text)
    expect(found).toContainEqual({ at, path, wrong, right: expect.stringContaining(right) })
  })

  it('all of them at once, in the order of their lines', () => {
    const found = faultsOf(
      changed(
        ['dueOn: 2027-12-31', 'dueOn: 2027-02-29'],
        ['value: 4', 'value: 0'],
        [duty, '- { code: none, role: participant, basis: stated }'],
        ['kind: pilot, stage: applied', 'kind: pilot, stage: issued'],
      ),
    )
    expect(found.map((one) => one.path)).toEqual([
      'dueOn',
      'targets[1].value',
      'tasks[0].departments[1].code',
      'stages[0].stage',
    ])
  })

  it('as one line for a terminal', () => {
    const fault = { line: 7, path: 'dueOn', wrong: '缺少“dueOn”', right: '年-月-日' }
    expect(formatFault('a.yaml', fault)).toBe('a.yaml:7: dueOn：缺少“dueOn”。应当：年-月-日。')
  })
})

describe('no text makes the check throw', () => {
  it.each([
    ['nothing', ''],
    ['a scalar', '42'],
    ['a list', '- 1'],
    ['deep nesting', '['.repeat(50_000)],
    ['an alias', 'code: &a x\nname: *a'],
    ['a bomb of aliases', 'a: &a [1,1]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: [*c,*c]'],
    ['the prototype', '__proto__: { code: x }\nconstructor: 1\ntargets: [{ __proto__: 1 }]'],
    ['a tag', 'code: !!binary aGk='],
    ['two documents', `${SMALL}\n---\n${SMALL}`],
    ['control marks', 'code: "a\\u0000b"\nname: "\\u2028"'],
  ])('%s', (_, text) => {
    expect(checkPlanFile(text).ok).toBe(false)
  })

  it('a file that is too long is not even read', () => {
    expect(faultsOf('#'.repeat(MAX_CHARACTERS + 1))).toMatchObject([{ wrong: expect.stringContaining('超过上限') }])
  })

  it('whatever is typed', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...':-{}[]&*!|>"\' \n#a1') })),
        (text) => {
          const checked = checkPlanFile(text)
          expect(checked.ok).toBe(false)
        },
      ),
    )
  })

  it('wherever a right file is cut or something is put in', () => {
    fc.assert(
      fc.property(fc.nat(SMALL.length), fc.nat(20), fc.string({ maxLength: 6 }), (at, cut, put) => {
        const text = SMALL.slice(0, at) + put + SMALL.slice(at + cut)
        const checked = checkPlanFile(text)
        if (checked.ok) return
        const count = text.split('\n').length
        for (const fault of checked.faults) {
          expect(fault.line).toBeGreaterThanOrEqual(1)
          expect(fault.line).toBeLessThanOrEqual(count)
          expect(fault.wrong.length * fault.right.length).toBeGreaterThan(0)
        }
      }),
      { numRuns: 300 },
    )
  })
})
