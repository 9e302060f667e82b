import type { EndStage, Kind, Stage, StandardClass } from '../../db/words.ts'
import { END_STAGES } from '../../db/words.ts'

/** A ladder 阶段 is climbed from the first rung to the last; the last rung is the end of the work. */
export type Ladder = readonly [Stage, ...Stage[]]

/** 标准: the milestones of GB/T 16733 (立项 起草 征求意见 审查 批准 发布). */
const STANDARD: Ladder = ['planned', 'drafting', 'comment', 'examination', 'approval', 'issued']
/** 国际标准: the ISO/IEC stages 10 to 60 (提案 准备 委员会 询问 批准 出版). */
const INTERNATIONAL: Ladder = ['proposal', 'preparatory', 'committee', 'enquiry', 'final-approval', 'published']
/** 试点, 平台, 标准样品: 申报 下达 建设 中期评估 验收. */
const PILOT: Ladder = ['applied', 'approved', 'building', 'mid-term', 'accepted']
/** 技术组织: 筹建 成立. */
const ORGANIZATION: Ladder = ['preparing', 'established']
/** 企业: 申报 公布. */
const ENTERPRISE: Ladder = ['applied', 'announced']

/** The ladder of a kind; an international standard has its own. */
export function ladderOf(kind: Kind, standardClass: StandardClass | null): Ladder {
  switch (kind) {
    case 'standard':
      return standardClass === 'international' ? INTERNATIONAL : STANDARD
    case 'pilot':
    case 'platform':
      return PILOT
    case 'organization':
      return ORGANIZATION
    case 'enterprise':
      return ENTERPRISE
  }
}

/** The end states 终止状态 that an item of this kind can come to. */
export function endStagesOf(kind: Kind): readonly EndStage[] {
  switch (kind) {
    case 'standard':
      return ['withdrawn']
    case 'organization':
      return ['revoked', 'expired']
    case 'pilot':
    case 'platform':
    case 'enterprise':
      return ['failed', 'revoked']
  }
}

/** Whether a stage stands beside the ladders. */
export function isEndStage(stage: Stage): stage is EndStage {
  return (END_STAGES as readonly Stage[]).includes(stage)
}

/** How far up its ladder a stage is, 0 for the first rung; -1 for a stage of another ladder or an end state. */
export function rungOf(ladder: Ladder, stage: Stage): number {
  return ladder.indexOf(stage)
}
