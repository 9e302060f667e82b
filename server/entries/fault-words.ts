/** The sentences for what an entry lacks, said by the form and by the server alike. Pure. */
import type { EntryFault, EvidenceKind, Stage } from '../../db/words.ts'
import type { Wording } from '../problem.ts'
import type { Fault } from './completeness.ts'

type Params = Record<string, string | number>
type Sentence = (params: Params) => Wording

const stage = (params: Params, name = 'stage') => STAGE_WORDS[String(params[name]) as Stage]

const SENTENCES: Record<EntryFault, Sentence> = {
  'nothing-named': () => ({ zh: '请粘贴标准号、计划号或名称', en: 'Paste a number, a plan number or a title' }),
  'no-kind': () => ({ zh: '还没有选是哪一种成果', en: 'Choose which kind of result it is' }),
  'short-title': () => ({ zh: '名称至少2个字', en: 'The title needs at least 2 characters' }),
  'no-year': () => ({ zh: '缺年份。请按封面补全', en: 'The year is missing. Complete it from the cover' }),
  'no-class': () => ({
    zh: '没有标准号，请选是哪一类标准',
    en: 'There is no number yet: choose the class of the standard',
  }),
  'no-level': () => ({ zh: '没有选级别', en: 'Choose the level' }),
  unanswered: () => ({ zh: '还没有回答是不是同一项', en: 'Say whether it is the same item' }),
  'no-difference': () => ({
    zh: '请写明两者的区别，例如“第2部分”',
    en: 'Say in which way the two differ, such as “part 2”',
  }),
  'no-stage': () => ({ zh: '没有选到达阶段', en: 'Choose the stage that it reached' }),
  'stage-back': (p) => ({
    zh: `这项成果已经到“${stage(p, 'from').zh}”，不能退回“${stage(p, 'to').zh}”。若当时报错，请用“更正”`,
    en: `It has reached “${stage(p, 'from').en}” and cannot go back to “${stage(p, 'to').en}”. Correct the earlier entry if it was wrong`,
  }),
  'no-day': (p) =>
    p.stage === undefined
      ? { zh: '请填日期', en: 'Give the day' }
      : { zh: `请填${stage(p).zh}日期`, en: `Give the day of “${stage(p).en}”` },
  'day-ahead': () => ({ zh: '日期在今天以后', en: 'The day is later than today' }),
  'day-before-stage': (p) => ({
    zh: `早于“${stage(p).zh}”的${p.on}`,
    en: `Earlier than “${stage(p).en}” on ${p.on}`,
  }),
  'day-not-number-year': (p) => ({
    zh: `标准号的年份是${p.year}，日期是${p.dayYear}年。请看封面，改其中一个；封面确实如此，勾“与封面一致”`,
    en: `The number says ${p.year}, the day ${p.dayYear}. Look at the cover and change one of them, or tick “as on the cover”`,
  }),
  'term-before-day': () => ({ zh: '届满日早于成立日', en: 'The term ends before it begins' }),
  'no-unit': () => ({ zh: '请填参加的本区单位', en: 'Name the local unit that took part' }),
  'no-unit-role': () => ({ zh: '没有选牵头还是参与', en: 'Say whether the unit led or took part' }),
  'no-evidence': (p) => {
    const of = EVIDENCE_WORDS[String(p.evidence) as EvidenceKind | 'any']
    return { zh: `缺${of.zh}`, en: `Missing: ${of.en}` }
  },
  'no-task': () => ({ zh: '没有选是哪一项重点任务', en: 'Choose the task' }),
  'no-statement': () => ({ zh: '没有选进展如何', en: 'Say how it stands' }),
  'short-text': (p) => ({
    zh: `做了什么要写20到500个字，现有${p.length}个`,
    en: `What was done takes 20 to 500 characters, there are ${p.length}`,
  }),
  'nothing-corrected': () => ({
    zh: '和原来的填报没有差别。改了要更正的地方再提交',
    en: 'It says what the earlier entry says. Change what is to be corrected first',
  }),
}

/** A fault as a sentence. */
export function wordFault({ code, params = {} }: Pick<Fault, 'code' | 'params'>): Wording {
  return SENTENCES[code](params)
}

const word = (zh: string, en: string): Wording => ({ zh, en })
/** Stages as they read within a sentence. */
export const STAGE_WORDS: Record<Stage, Wording> = {
  planned: word('立项', 'planned'),
  drafting: word('起草', 'drafting'),
  comment: word('征求意见', 'comment'),
  examination: word('审查', 'examination'),
  approval: word('批准', 'approval'),
  issued: word('发布', 'issued'),
  proposal: word('提案', 'proposal'),
  preparatory: word('准备', 'preparatory'),
  committee: word('委员会', 'committee'),
  enquiry: word('询问', 'enquiry'),
  'final-approval': word('批准', 'final approval'),
  published: word('出版', 'published'),
  applied: word('申报', 'applied for'),
  approved: word('下达', 'approved'),
  building: word('建设', 'under construction'),
  'mid-term': word('中期评估', 'mid-term review'),
  accepted: word('验收', 'accepted'),
  preparing: word('筹建', 'being set up'),
  established: word('成立', 'established'),
  announced: word('公布', 'announced'),
  withdrawn: word('废止', 'withdrawn'),
  revoked: word('撤销', 'revoked'),
  failed: word('不通过', 'not passed'),
  expired: word('届满', 'term ended'),
}

/** What has to be shown, by the code of its requirement. */
export const EVIDENCE_WORDS: Record<EvidenceKind | 'any', Wording> = {
  cover: word('封面和前言页', 'cover and foreword'),
  'issue-notice': word('发布公告', 'notice of issue'),
  'approval-document': word('下达文件', 'document of approval'),
  'acceptance-document': word('验收结论', 'result of acceptance'),
  'establishment-document': word('成立文件', 'document of establishment'),
  'list-announcement': word('公布名单', 'published list'),
  other: word('其他证明材料', 'other evidence'),
  any: word('证明材料', 'evidence'),
}
