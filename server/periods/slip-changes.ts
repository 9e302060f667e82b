/** 督查单: issuing, chasing a period's silent departments, answers, closing. */
import { and, eq } from 'drizzle-orm'
import type { Write } from '../../db/open.ts'
import { project, urgeAnswer, urgeSlip } from '../../db/schema.ts'
import { newUid } from '../../db/uid.ts'
import type { UrgeColour } from '../../db/words.ts'
import type { Person } from '../accounts/identity.ts'
import { dayOf } from '../clock.ts'
import { problem } from '../problem.ts'
import { ensurePeriod, getPlanDepartment, invalid, taskIdOf } from './changes.ts'
import type { Chased, SlipBody } from './contract.ts'
import { periodOn } from './period-detail.ts'
import { type DepartmentRow, getPeriod, getPlan, type PlanRow } from './queries.ts'
import { getSlip, isChased } from './slip-queries.ts'
import { quarterName } from './words.ts'

/** 发督查单 to one department. Answers its id. */
export function issueSlip(tx: Write, person: Person, said: SlipBody, now: Date): string {
  const of = getPlan(tx, said.plan)
  const home = getPlanDepartment(tx, of, 'department', said.department)
  const projectId = said.project === undefined ? null : projectIdOf(tx, of, said.project)
  const taskId = said.task === undefined ? null : taskIdOf(tx, of, said.task)
  if (taskId === -1) throw invalid('task', `方案里没有第${said.task}项任务`, `There is no task ${said.task}`)
  return addSlip(tx, person, of, home, { ...said, projectId, taskId, periodId: null }, now)
}

type NewSlip = {
  colour: UrgeColour
  about: string
  answerBy: string
  periodId: number | null
  projectId: number | null
  taskId: number | null
}

function addSlip(tx: Write, person: Person, of: PlanRow, home: DepartmentRow, said: NewSlip, now: Date): string {
  const today = dayOf(now)
  if (said.answerBy < today) throw invalid('answerBy', '答复期限要在今天或以后', 'Has to be today or later')
  const { colour, answerBy, periodId, projectId, taskId } = said
  const uid = newUid(now)
  tx.insert(urgeSlip)
    .values({
      ...{ uid, colour, answerBy, periodId, projectId, taskId },
      planId: of.id,
      departmentId: home.id,
      about: said.about.normalize('NFC'),
      issuedById: person.id,
      issuedAt: now.toISOString(),
      issuedOn: today,
    })
    .run()
  return uid
}

/** 催办: one urge slip for each chosen department that has not handed in. Whoever has, or is chased already, is told so. */
export function chase(
  tx: Write,
  person: Person,
  of: PlanRow,
  code: string,
  said: { departments: readonly string[]; colour: UrgeColour; answerBy: string },
  now: Date,
): Chased {
  const today = dayOf(now)
  const found = getPeriod(tx, of, code)
  if (today < found.opensOn)
    throw problem('not-allowed', {
      detail: {
        zh: `${quarterName(found).zh}从${found.opensOn}起报送，现在还不能催办。`,
        en: `${quarterName(found).en} opens on ${found.opensOn}; nobody can be chased yet.`,
      },
    })
  const told = periodOn(tx, of, code, today)
  const periodId = ensurePeriod(tx, of, found)
  const outcomes = [...new Set(said.departments)].map((one): Chased['outcomes'][number] => {
    const row = told.departments.find((known) => known.code === one)
    const because = !row
      ? 'not-found'
      : row.state === 'not-counted'
        ? 'not-counted'
        : row.handIns.length > 0
          ? 'handed-in'
          : null
    if (because !== null) return { department: one, slip: null, because }
    const home = getPlanDepartment(tx, of, 'departments', one)
    if (isChased(tx, periodId, home.id)) return { department: one, slip: null, because: 'already-chased' }
    const about = `${quarterName(found).zh}报送单还没有交`
    const { colour, answerBy } = said
    const slip = addSlip(
      tx,
      person,
      of,
      home,
      { colour, answerBy, about, periodId, projectId: null, taskId: null },
      now,
    )
    return { department: one, slip, because: null }
  })
  return { outcomes }
}

/** 答复 of a department. Several are possible until the slip is closed. */
export function answerSlip(tx: Write, person: Person, id: string, text: string, now: Date): void {
  const slip = getSlip(tx, id, person, dayOf(now))
  if (!slip.allowed.includes('answer'))
    throw problem('not-allowed', {
      detail:
        slip.closed === null
          ? { zh: '督查单由收到它的部门答复。', en: 'A slip is answered by the department that received it.' }
          : { zh: `督查单已于${slip.closed.on}办结。`, en: `The slip was closed on ${slip.closed.on}.` },
    })
  tx.insert(urgeAnswer)
    .values({
      slipId: slipIdOf(tx, id),
      text: text.normalize('NFC'),
      byId: person.id,
      at: now.toISOString(),
      on: dayOf(now),
    })
    .run()
}

/** 办结 by the reviewer, with a note. */
export function closeSlip(tx: Write, person: Person, id: string, note: string, now: Date): void {
  const slip = getSlip(tx, id, person, dayOf(now))
  if (slip.closed !== null)
    throw problem('not-allowed', {
      detail: { zh: `督查单已于${slip.closed.on}办结。`, en: `The slip was closed on ${slip.closed.on}.` },
    })
  tx.update(urgeSlip)
    .set({ closedById: person.id, closedOn: dayOf(now), closeNote: note.normalize('NFC') })
    .where(eq(urgeSlip.uid, id))
    .run()
}

const slipIdOf = (tx: Write, uid: string) =>
  tx.select({ id: urgeSlip.id }).from(urgeSlip).where(eq(urgeSlip.uid, uid)).get()?.id ?? -1

function projectIdOf(tx: Write, of: PlanRow, code: string): number {
  const row = tx
    .select({ id: project.id })
    .from(project)
    .where(and(eq(project.planId, of.id), eq(project.code, code)))
    .get()
  if (!row) throw invalid('project', `方案里没有代码为“${code}”的专栏项目`, `The plan has no project ${code}`)
  return row.id
}
