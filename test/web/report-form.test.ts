/** What the reporting form makes of what is typed, and how two sides of one draft are joined. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  afterPaste,
  BODY_KEYS,
  type Body,
  bodyOf,
  changedKeys,
  EMPTY,
  formFor,
  isNamed,
  joinSides,
  withBody,
} from '../../web/entries/form.ts'
import { broughtUp, unsavedIn } from '../../web/entries/local-copy.ts'
import { readDay, readDayWithin } from '../../web/ui/day.ts'

describe('a typed day', () => {
  it.each(['2025-8-29', '20250829', '2025年8月29日', '2025.8.29', '２０２５－０８－２９', ' 2025/08/29 '])(
    '%s',
    (typed) => {
      expect(readDay(typed)).toEqual({ ok: true, day: '2025-08-29' })
    },
  )
  it('that does not exist says why', () => {
    expect(readDay('2025-02-30')).toMatchObject({ ok: false, zh: '2025-02-30不存在，2月只有28天' })
    expect(readDay('2024-02-29')).toEqual({ ok: true, day: '2024-02-29' })
    expect(readDay('2025-13-01')).toMatchObject({ ok: false })
    expect(readDay('昨天')).toMatchObject({ ok: false })
  })
  it('outside the bounds of its field says which they are', () => {
    const bounds = { min: '2025-07-01', max: '2025-10-10' }
    expect(readDayWithin('20250630', bounds)).toMatchObject({ ok: false, zh: '最早2025-07-01' })
    expect(readDayWithin('20251011', bounds)).toMatchObject({ ok: false, zh: '最晚2025-10-10' })
    expect(readDayWithin('2025.7.1', bounds)).toEqual({ ok: true, day: '2025-07-01' })
    expect(readDayWithin('', bounds)).toEqual({ ok: true, day: null })
  })
  it('is none while nothing is typed', () => {
    expect(readDay('  ')).toEqual({ ok: true, day: null })
  })
  it('any day of any form is read as itself', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1990-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
        (date) => {
          const day = date.toISOString().slice(0, 10)
          const [year, month, on] = day.split('-').map(Number)
          for (const typed of [day, day.replaceAll('-', ''), `${year}年${month}月${on}日`, `${year}.${month}.${on}`])
            expect(readDay(typed)).toEqual({ ok: true, day })
        },
      ),
    )
  })
})

describe('what is pasted', () => {
  it('a number with year tells kind, title and stage', () => {
    const { form } = afterPaste(EMPTY, 'DB37／T 9412—2025《医院无陪护服务规范》.pdf')
    expect(form).toMatchObject({
      kind: 'standard',
      number: 'DB37/T 9412-2025',
      title: '医院无陪护服务规范',
      stage: 'issued',
    })
  })
  it('an international number stands at its own last rung', () => {
    expect(afterPaste(EMPTY, 'ISO 90001:2024').form.stage).toBe('published')
  })
  it('a plan number is one, and no number', () => {
    const { form } = afterPaste(EMPTY, '20240188-T-469 医院无陪护服务规范')
    expect(form).toMatchObject({ kind: 'standard', number: null, planNumber: '20240188-T-469' })
  })
  it('words suggest a kind', () => {
    expect(afterPaste(EMPTY, '城镇老年照料服务标准化试点').form.kind).toBe('pilot')
    expect(afterPaste(EMPTY, '山东省智慧物业标准化技术委员会').form.kind).toBe('organization')
    expect(afterPaste(EMPTY, '新材料国家标准验证点').form.kind).toBe('platform')
  })
  it('does not overwrite a title that was typed', () => {
    const typed = { ...EMPTY, title: '我改过的名称', titleTyped: true }
    expect(afterPaste(typed, 'GB/T 1.1-2020 标准化工作导则').form.title).toBe('我改过的名称')
  })
})

describe('a new stage of a known item', () => {
  const known = {
    id: '01hf3q6z8k4m2n7p9r5s1t3v6w',
    kind: 'standard',
    class: 'national',
    level: null,
    edition: 'first',
    number: null,
    planNumber: '20240188-T-469',
    title: '医院无陪护服务规范',
  } as const
  it('begins with the item chosen by its id, and leaves stage, day and unit to be told', () => {
    const form = formFor(known)
    expect(bodyOf(form)).toMatchObject({
      ...{ item: known.id, kind: 'standard', planNumber: known.planNumber, title: known.title, class: 'national' },
      ...{ stage: null, effectiveOn: null, units: [] },
    })
    expect(form.pasted).toBe('20240188-T-469 医院无陪护服务规范')
  })
  it('leaves the class to the number where there is one', () => {
    expect(bodyOf(formFor({ ...known, number: 'GB/T 90233-2025' }))).toMatchObject({
      ...{ number: 'GB/T 90233-2025', class: null },
    })
  })
})

describe('two sides of one draft', () => {
  const base = bodyOf(EMPTY)
  const value = fc.constantFrom('a', 'b', 'c')
  const side = fc.dictionary(fc.constantFrom('title', 'number', 'text', 'planNumber', 'pasted'), value)

  it('join without a question where no field was touched by both', () => {
    fc.assert(
      fc.property(side, side, (mine, theirs) => {
        const [my, their] = [{ ...base, ...mine } as Body, { ...base, ...theirs } as Body]
        const { body, taken, asked } = joinSides(base, my, their)
        for (const key of BODY_KEYS) {
          const byMe = changedKeys(base, my).includes(key)
          const byThem = changedKeys(base, their).includes(key)
          // Nothing that somebody wrote is lost in silence.
          if (byMe) expect(body[key]).toEqual(my[key])
          else expect(body[key]).toEqual(their[key])
          expect(taken.includes(key)).toBe(byThem && !byMe)
          expect(asked.includes(key)).toBe(byMe && byThem && my[key] !== their[key])
        }
      }),
    )
  })
  it('puts what is taken over into the form', () => {
    const theirs: Body = { ...base, effectiveOn: '2025-08-29', title: '名称' }
    expect(withBody(EMPTY, theirs, ['effectiveOn', 'title'])).toMatchObject({ dayText: '2025-08-29', title: '名称' })
  })
})

describe('a draft is kept', () => {
  it('once it says what it is about, not for a kind that was only looked at', () => {
    expect(isNamed({ ...EMPTY, kind: 'pilot' })).toBe(false)
    expect(isNamed({ ...EMPTY, subject: 'task' })).toBe(false)
    expect(isNamed({ ...EMPTY, pasted: '  ' })).toBe(false)
    expect(isNamed({ ...EMPTY, kind: 'pilot', title: '互联网医院试点' })).toBe(true)
    expect(isNamed({ ...EMPTY, subject: 'task', task: 3 })).toBe(true)
    expect(isNamed({ ...EMPTY, item: '01hf3q6z8k4m2n7p9r5s1t3v6w' })).toBe(true)
  })
})

describe('a copy that stayed on this computer', () => {
  const base = bodyOf({ ...EMPTY, title: '甲规范', text: '原来的话' })
  const copy = { at: 0, version: 1, base, form: { ...EMPTY, title: '甲规范', text: '改过的话', dayText: '2025-02-30' } }
  it('tells what was typed here and never saved, not what others changed since', () => {
    const now: Body = { ...base, title: '乙规范' }
    expect(unsavedIn(copy, now).keys).toEqual(['text'])
    expect(unsavedIn(copy, { ...now, text: '改过的话' }).keys).toEqual([])
  })
  it('comes back into the form with what others changed since', () => {
    expect(broughtUp(copy, { ...base, title: '乙规范' })).toMatchObject({ title: '乙规范', text: '改过的话' })
  })
})
