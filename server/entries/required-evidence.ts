/**
 * Which evidence 证据 a claim needs, by kind and stage: data, asked by the form, at submission and in review. Pure.
 * Source: working rules of the reporting page; no national text lays them down.
 */
import type { EvidenceKind, Kind, Stage } from '../../db/words.ts'
import { EVIDENCE_KINDS } from '../../db/words.ts'

/** One thing that has to be shown: a file of any of these kinds does. `any`: whatever shows it. */
export type Requirement = { code: EvidenceKind | 'any'; kinds: readonly EvidenceKind[]; url: boolean }

const one = (code: EvidenceKind, url = false): Requirement => ({ code, kinds: [code], url })
const ANY: Requirement = { code: 'any', kinds: EVIDENCE_KINDS, url: true }

const COVER = one('cover')
/** 发布公告: a file, or the address of the official page. */
const ISSUE_NOTICE = one('issue-notice', true)
const APPROVAL = one('approval-document')
const ACCEPTANCE = one('acceptance-document')
const ESTABLISHMENT = one('establishment-document')
const LIST = one('list-announcement', true)

const PILOT: Partial<Record<Stage, readonly Requirement[]>> = { approved: [APPROVAL], accepted: [ACCEPTANCE] }

const REQUIRED: Record<Kind, Partial<Record<Stage, readonly Requirement[]>>> = {
  standard: {
    planned: [APPROVAL],
    issued: [COVER, ISSUE_NOTICE],
    published: [COVER, ISSUE_NOTICE],
    withdrawn: [ISSUE_NOTICE],
  },
  pilot: PILOT,
  platform: PILOT,
  organization: { preparing: [APPROVAL], established: [ESTABLISHMENT] },
  enterprise: { announced: [LIST] },
}

/** What a claim of this kind and stage has to show; of stages without a rule of their own, anything that shows it. */
export function requiredEvidence(kind: Kind, stage: Stage): readonly Requirement[] {
  return REQUIRED[kind][stage] ?? [ANY]
}

/** What is still missing, given the kinds of the files that are there. */
export function missingEvidence(kind: Kind, stage: Stage, present: readonly EvidenceKind[]): readonly Requirement[] {
  return requiredEvidence(kind, stage).filter(({ kinds }) => !kinds.some((wanted) => present.includes(wanted)))
}
