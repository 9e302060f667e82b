/** 历下政发〔2023〕3号 as read by hand: every number and name of the seeded plan against a list that is not the file. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkPlanFile, formatFault, type PlanFile } from '../../seeds/plan-file.ts'

function read(file: string): PlanFile {
  const checked = checkPlanFile(readFileSync(file, 'utf8'))
  if (!checked.ok) throw new Error(checked.faults.map((fault) => formatFault(file, fault)).join('\n'))
  return checked.plan
}

const plan = read('seeds/lixia-2025.yaml')
const nameOf = (code: string) => plan.departments.find((one) => one.code === code)?.name

describe('the 2025 plan', () => {
  it('is the document and its window', () => {
    expect(plan).toMatchObject({
      code: 'lixia-2025',
      product: '历下区标准化目标进展',
      document: {
        number: '历下政发〔2023〕3号',
        title: '济南市历下区人民政府关于贯彻落实国家标准化发展纲要促进高质量发展的实施意见',
        issuer: '济南市历下区人民政府',
        issuedOn: '2023-11-13',
        publishedOn: '2024-01-22',
      },
      startsOn: '2023-11-13',
      dueOn: '2025-12-31',
    })
    expect(plan.outlook).toContain('2035年')
    expect(plan.outlook?.replace('2035', '')).not.toMatch(/\d/)
  })

  it('has 12 targets: 4 headline and 8 finer ones, with their values', () => {
    expect(
      plan.targets.map((one) => [one.number, one.code, one.level, one.value, one.unit, one.name, one.shortName]),
    ).toEqual([
      [1, 'international-standards', 'headline', 3, '项', '制修订国际标准', '国际标准'],
      [2, 'national-industry-local-standards', 'headline', 150, '项', '制修订国家、行业、地方标准', '国行地标'],
      [3, 'pilots', 'headline', 10, '个', '建设标准化试点示范项目', '试点示范'],
      [4, 'organizations', 'headline', 30, '个', '省级以上标准化技术组织', '技术组织'],
      [5, 'platforms', 'sub', 2, '个', '技术标准创新中心、平台、验证点', '创新平台'],
      [6, 'innovative-enterprises', 'sub', 3, '个', '培育标准创新型企业', '创新企业'],
      [7, 'original-standards', 'sub', 3, '项', '研制原创技术标准', '原创标准'],
      [8, 'governance-pilots', 'sub', 3, '个', '社会治理标准化试点示范', '社会治理'],
      [9, 'service-pilots', 'sub', 3, '个', '公共服务标准化试点示范', '公共服务'],
      [10, 'green-standards', 'sub', 10, '项', '绿色低碳国行地团标准', '绿色低碳'],
      [11, 'field-international-standards', 'sub', 3, '项', '智慧城市等领域国际标准', '领域国际'],
      [12, 'field-national-standards', 'sub', 3, '项', '智慧城市等领域国家、行业标准', '领域国行'],
    ])
    // the document gives the number in digits each time
    for (const one of plan.targets) expect(one.citation.quote).toContain(String(one.value))
  })

  it('counts each target by the rule of the design', () => {
    const any = { levels: null, tags: null, unitRoles: ['lead', 'participant'], amendments: false }
    const fields = ['smart-city', 'supervision-chain', 'city-operation']
    const standards = (classes: string[], stage = 'issued') => ({ ...any, kinds: ['standard'], classes, stage })
    const pilots = { ...any, kinds: ['pilot'], classes: null, stage: 'approved' }
    expect(plan.targets.map((one) => [one.measure, one.pace, one.rule, one.beside])).toEqual([
      ['flow', 'pipeline', standards(['international'], 'published'), []],
      ['flow', 'straight', standards(['national', 'industry', 'local']), []],
      ['flow', 'straight', pilots, ['accepted']],
      [
        'stock',
        'straight',
        {
          ...any,
          kinds: ['organization'],
          classes: null,
          levels: ['international', 'national', 'provincial'],
          unitRoles: ['lead'],
          stage: 'established',
        },
        [],
      ],
      ['flow', 'straight', { ...pilots, kinds: ['platform'] }, []],
      ['flow', 'straight', { ...pilots, kinds: ['enterprise'], stage: 'announced' }, []],
      ['flow', 'none', null, []],
      ['flow', 'straight', { ...pilots, tags: ['social-governance'] }, ['accepted']],
      ['flow', 'straight', { ...pilots, tags: ['public-service'] }, ['accepted']],
      [
        'flow',
        'straight',
        { ...standards(['national', 'industry', 'local', 'group']), tags: ['green-low-carbon'] },
        [],
      ],
      ['flow', 'pipeline', { ...standards(['international'], 'published'), tags: fields }, []],
      ['flow', 'straight', { ...standards(['national', 'industry']), tags: fields }, []],
    ])
    expect(new Set(plan.targets.map((one) => one.decided.on))).toEqual(new Set(['2023-11-13']))
  })

  it('keeps the slips of the document beside what is meant', () => {
    expect(plan.targets.flatMap((one) => (one.correction ? [[one.number, one.correction]] : []))).toEqual([
      [6, { original: '培育标准创新型企', corrected: '培育标准创新型企业' }],
      [12, { original: '国家行业标准', corrected: '国家、行业标准' }],
    ])
  })

  it('names 24 departments, with the document’s own variants as aliases', () => {
    expect(plan.departments.map((one) => one.name)).toEqual([
      ...['区市场监管局', '区科技局', '区教体局', '区发改局', '区工信局', '区卫健局', '区商务局', '区住建局'],
      ...['区文旅局', '区人社局', '区行政审批服务局', '区应急管理局', '区城管局', '区城市运行指挥中心', '区大数据局'],
      ...['区民政局', '区残联', '区市政工程服务中心', '区公安分局', '区自然资源局', '区生态环境分局', '区水务局'],
      ...['区园林绿化服务中心', '区自贸办'],
    ])
    const aliases = (code: string) => plan.departments.find((one) => one.code === code)?.aliases
    expect(aliases('wjj')).toContain('区卫健委')
    expect(aliases('scjgj')).toContain('区市场监督管理局')
  })

  it('has 16 tasks with every named department in order', () => {
    const tasks = plan.tasks.map((one) => {
      const named = one.departments.map((duty) => nameOf(duty.code)).join(' ')
      return `${one.citation.item}${one.title}：${one.collective ?? named}`
    })
    expect(tasks).toEqual([
      '（一）健全科技创新向标准转化机制：区市场监管局 区科技局 区教体局',
      '（二）落实企业标准化主体责任：区市场监管局 区科技局 区发改局 区工信局',
      '（三）加强关键领域技术标准研制：区市场监管局 区科技局 区发改局 区工信局 区卫健局',
      '（四）加强标准发展平台创新：区市场监管局 区科技局 区工信局 区教体局',
      '（五）加强新兴产业标准化建设：区工信局 区市场监管局 区发改局 区科技局 区卫健局',
      '（六）提升产业链标准化水平：区发改局 区工信局 区市场监管局',
      '（七）实施服务业标准化提升：区发改局 区工信局 区市场监管局 区商务局 区住建局 区文旅局 区卫健局 区人社局',
      '（八）加强社会治理标准化建设：区发改局 区行政审批服务局 区市场监管局 区应急管理局 区城管局 区卫健局 区城市运行指挥中心 区大数据局',
      '（九）推进公共服务标准化进程：区民政局 区市场监管局 区教体局 区卫健局 区人社局 区残联',
      '（十）完善公共安全标准化保障：区发改局 区工信局 区市场监管局 区应急管理局 区住建局 区市政工程服务中心 区卫健局 区公安分局',
      '（十一）夯实绿色低碳发展标准化支撑：区发改局 区工信局 区市场监管局 区住建局 区城管局 区自然资源局 区生态环境分局 区水务局 区市政工程服务中心 区园林绿化服务中心',
      '（十二）提升标准化对外开放水平：区自贸办 区商务局 区市场监管局',
      '（十三）加强标准化组织协调：区实施标准化战略领导小组各成员单位、区政府各部门',
      '（十四）加强标准化技术支撑：区市场监管局',
      '（十五）加强标准化人才培养：区市场监管局 区教体局 区科技局 区人社局',
      '（十六）加大标准化宣传引导：区政府有关部门',
    ])
    expect(plan.tasks.map((one) => one.number)).toEqual(plan.tasks.map((_, index) => index + 1))
  })

  it('states two co-leads in tasks 2 to 5, and none elsewhere', () => {
    const leads = plan.tasks.map((one) =>
      one.departments.filter((duty) => duty.role === 'lead').map((duty) => `${duty.basis} ${duty.code}`),
    )
    expect(leads.slice(1, 4)).toEqual([
      ['stated scjgj', 'stated kjj'],
      ['stated scjgj', 'stated kjj'],
      ['stated scjgj', 'stated kjj'],
    ])
    expect(leads[4]).toEqual(['stated gxj', 'stated scjgj'])
    expect([leads[0], ...leads.slice(5)]).toEqual([
      ['first-listed scjgj'],
      ...[['first-listed fgj'], ['first-listed fgj'], ['first-listed fgj'], ['first-listed mzj'], ['first-listed fgj']],
      ...[['first-listed fgj'], ['first-listed zmb'], [], ['first-listed scjgj'], ['first-listed scjgj'], []],
    ])
  })

  it('marks the 13 open-ended tasks and the two that name only a collective', () => {
    expect(plan.tasks.filter((one) => !one.openEnded).map((one) => one.number)).toEqual([5, 13, 16])
    expect(plan.tasks.filter((one) => one.collective !== null).map((one) => one.number)).toEqual([13, 16])
  })

  it('has 4 columns with 43 projects, grouped and levelled as in the document', () => {
    const columns = plan.columns.map(({ title, groups }) => [
      title,
      ...groups.map(
        (group) =>
          `${group.title} ${group.projects.map((one) => `${one.number} ${one.name} ${one.kind} ${one.level}`).join('；')}`,
      ),
    ])
    const rows = (kind: string, level: string | null, from: number, names: string) =>
      names
        .split('、')
        .map((name, index) => `${from + index} ${name} ${kind} ${level}`)
        .join('；')
    expect(columns).toEqual([
      [
        '科技创新标准化重点项目',
        `一、国家标准研制 ${rows('standard', 'national', 1, '工业软件、智慧城市、人工智能、工业互联网、生物医药、公共卫生、果品贮藏加工、有机化工材料')}`,
        '二、国家级项目、平台 9 天然产物国家标准样品示范 pilot national；10 新材料领域国家标准验证点 platform national',
        '三、省级项目、平台 11 团体标准组织发展能力指标体系 pilot provincial',
      ],
      [
        '产业高质量发展标准化重点项目',
        `一、国家级项目、平台 ${rows('pilot', 'national', 12, '智能展馆设计服务、贸易服务、餐饮分餐综合服务')}`,
        `二、省级项目、平台 ${rows('pilot', 'provincial', 15, '信息技术咨询服务、高速公路服务区服务、高速公路边坡光伏发电工程服务、贸易服务')}`,
      ],
      [
        '社会治理和公共服务标准化重点项目',
        `一、国家级项目、平台 ${rows('pilot', 'national', 19, '车辆管理服务、城市智慧管理、残疾人托养服务')}`,
        `二、省级项目、平台 ${rows(
          'pilot',
          'provincial',
          22,
          '小学教育服务、基层助老助残综合服务、现代医疗综合服务、医院无陪护服务、城镇残疾人日间照料托养服务、“如康家园”残疾人之家服务、政府采购（线上）服务、高脂血症性胰腺炎血液净化治疗、TIPS的术后护理、健康体检服务、影像引导下热消融治疗肺小结节的临床应用、医用物资智慧物流、道地中药材全产业链、节气药膳研发推广、山东省护理学会服务',
        )}`,
        `三、完善标准体系 ${rows('standard', null, 37, '垃圾分类、市容管理、环境卫生管理、智慧城市管理')}`,
      ],
      [
        '高品质发展标准化重点项目',
        `一、国际标准制定 ${rows('standard', 'international', 41, '智慧城市、监管链')}`,
        '二、省级项目、平台 43 基建物资装备数字化共享利用服务 pilot provincial',
      ],
    ])
  })

  it('writes down what it takes where the document is silent, with the other reading', () => {
    const code = (name: string) => plan.assumptions.find((one) => one.code === name)
    expect(code('window-start')).toMatchObject({ alternative: '自2023年1月1日起算', patch: { startsOn: '2023-01-01' } })
    expect(code('pilot-approved')).toMatchObject({ patch: { rule: { stage: 'accepted' } } })
    expect(code('taking-part')).toMatchObject({ patch: { rule: { unitRoles: ['lead'] } } })
    expect(code('field-scope')).toMatchObject({
      targets: ['field-international-standards', 'field-national-standards'],
      patch: { rule: { tags: null } },
    })
    expect(code('pilot-before-window')?.patch).toBeNull()
    expect(code('original-undefined')?.targets).toEqual(['original-standards'])
    expect(code('stage-days')?.text).toContain('180')
    // every figure that hangs on a reading of the document has one
    const borne = new Set(plan.assumptions.flatMap((one) => one.targets))
    expect(plan.targets.filter((one) => !borne.has(one.code))).toEqual([])
  })

  it('says how long each stage usually takes, 180 days for 征求意见', () => {
    expect(plan.stages.find((one) => one.stage === 'comment')?.stallDays).toBe(180)
    expect(plan.stages.filter((one) => one.stallDays === null).map((one) => one.stage)).toEqual([
      ...['issued', 'published', 'accepted', 'accepted', 'established', 'announced'],
    ])
  })
})

describe('the gazette’s other two policies', () => {
  it('知识产权强县: measures and ceilings, no counted targets', () => {
    const ip = read('seeds/lixia-ip-2025.yaml')
    expect(ip).toMatchObject({
      document: { number: '历下政字〔2023〕48号', issuedOn: '2023-12-22' },
      startsOn: '2024-01-22',
      dueOn: '2025-12-31',
      targets: [],
      columns: [],
    })
    expect(ip.tasks.map((one) => one.number)).toEqual([2, 5, 6, 7, 8, 9, 10, 11, 12, 14, 17, 19])
    expect(ip.supports.map((one) => [one.ceilingYuan, one.ceiling])).toEqual([
      [200_000, '最高给予20万元/家'],
      [100_000, '10万元/家'],
      [200_000, '最高20万元/个'],
      [200_000, '最高20万元/项'],
      [200_000, '最高20万元/家'],
      [null, '给予资金支持'],
      [null, '给予一定的奖励资助'],
      [null, '具体资助标准结合年度资金使用计划执行'],
    ])
  })

  it('科技成果转化: 14 measures, 3 safeguards, ceilings, no counted targets', () => {
    const transfer = read('seeds/lixia-transfer-2028.yaml')
    expect(transfer).toMatchObject({
      document: { number: '历下政发〔2023〕4号', issuedOn: '2023-12-27' },
      startsOn: '2024-02-01',
      dueOn: '2028-12-31',
      targets: [],
      columns: [],
    })
    expect(transfer.tasks).toHaveLength(17)
    expect(transfer.tasks[14]?.departments[0]).toEqual({ code: 'kjj', role: 'lead', basis: 'stated' })
    expect(transfer.supports.map((one) => one.ceilingYuan)).toEqual([
      ...[100_000, 50_000, 50_000, 40_000, 30_000, 50_000, 30_000],
      ...[null, null, null, null],
    ])
    expect(transfer.supports.every((one) => one.payer === null)).toBe(true)
  })
})
