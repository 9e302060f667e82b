/** Checks what comes in against its zod schema and words every fault as a sentence for the person who sent it. */
import type { FastifySchemaCompiler } from 'fastify'
import { z } from 'zod'
import { type FieldFault, problem, type Wording } from './problem.ts'

/** NUL and its kin; tab and line breaks are text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const CONTROL_MARKS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/
const MAX_FAULTS = 20
const SHOWN = 40

/**
 * Compiles the check of a body, query or path for Fastify. Query and path texts are put in NFC; control marks, repeated
 * and unknown keys are refused. Faults become one `invalid` problem with a sentence for each field.
 */
export const validatorCompiler: FastifySchemaCompiler<z.ZodType> = ({ schema, httpPart }) => {
  const inAddress = httpPart === 'querystring' || httpPart === 'params'
  return (data: unknown) => {
    const faults = inAddress ? addressFaults(data) : []
    if (faults.length > 0) return { error: problem('invalid', { errors: faults }) }
    const result = schema.safeParse(inAddress ? composed(data) : data, { reportInput: true })
    return result.success
      ? { value: result.data }
      : { error: problem('invalid', { errors: faultsOf(schema, result.error) }) }
  }
}

/** Words the faults that zod found: the first of each field. Also for what is checked outside a route. */
export function faultsOf(schema: z.ZodType, error: z.ZodError): FieldFault[] {
  const faults = new Map<string, FieldFault>()
  for (const issue of error.issues) {
    const at = issue.path.map(String)
    for (const fault of issue.code === 'unrecognized_keys'
      ? unknownKeys(schema, issue, at)
      : [worded(schema, issue, at)])
      if (!faults.has(fault.path)) faults.set(fault.path, fault)
  }
  return [...faults.values()].slice(0, MAX_FAULTS)
}

function addressFaults(data: unknown): FieldFault[] {
  return Object.entries(data as Record<string, unknown>).flatMap(([key, value]) => {
    const path = shortened(key)
    if (Array.isArray(value)) return [{ path, message: { zh: '只能出现一次。', en: 'It can be given only once.' } }]
    return CONTROL_MARKS.test(key + value)
      ? [{ path, message: { zh: '含有不可见的控制字符。', en: 'It holds control characters.' } }]
      : []
  })
}

function composed(data: unknown): Record<string, string> {
  const texts = data as Record<string, string>
  return Object.fromEntries(Object.entries(texts).map(([key, value]) => [key, value.normalize('NFC')]))
}

type Issue = z.core.$ZodIssue

function worded(schema: z.ZodType, issue: Issue, at: string[]): FieldFault {
  return { path: at.map(shortened).join('.') || 'body', message: sentence(schema, issue, at) }
}

function unknownKeys(schema: z.ZodType, issue: z.core.$ZodIssueUnrecognizedKeys, at: string[]): FieldFault[] {
  const shape = schemaAt(schema, at)
  const known = shape instanceof z.ZodObject ? Object.keys(shape.shape) : []
  const zh = known.length > 0 ? `没有这一项。可用的有：${known.join('、')}。` : '这里不接受任何参数。'
  const en = known.length > 0 ? `There is no such key. Known are: ${known.join(', ')}.` : 'Nothing can be given here.'
  return issue.keys.map((key) => ({ path: [...at, key].map(shortened).join('.'), message: { zh, en } }))
}

function sentence(schema: z.ZodType, issue: Issue, at: string[]): Wording {
  const { input } = issue
  switch (issue.code) {
    case 'invalid_type':
      if (input === undefined) return { zh: '必须填写。', en: 'It is required.' }
      return TYPES[issue.expected] ?? { zh: '类型不对。', en: 'It is of the wrong type.' }
    case 'invalid_value': {
      const values = issue.values.map(String)
      return { zh: `只能是：${values.join('、')}。`, en: `It has to be one of: ${values.join(', ')}.` }
    }
    case 'too_small':
      return atLeast(issue.origin, Number(issue.minimum))
    case 'too_big':
      return atMost(issue.origin, Number(issue.maximum), input)
    case 'invalid_format':
      if (issue.format === 'date') return dateSentence(input)
      return formatSentence(schemaAt(schema, at))
    case 'custom':
      return { zh: issue.message, en: issue.message }
    default:
      return { zh: '这个值不能用。', en: 'This value cannot be used.' }
  }
}

const TYPES: Partial<Record<string, Wording>> = {
  string: { zh: '要是一段文字。', en: 'It has to be text.' },
  number: { zh: '要是一个数。', en: 'It has to be a number.' },
  int: { zh: '要是整数。', en: 'It has to be a whole number.' },
  boolean: { zh: '要是 true 或 false。', en: 'It has to be true or false.' },
  array: { zh: '要是一个列表。', en: 'It has to be a list.' },
  object: { zh: '要是一个对象。', en: 'It has to be an object.' },
}

function atLeast(origin: string, minimum: number): Wording {
  if (origin === 'string')
    return minimum === 1
      ? { zh: '不能为空。', en: 'It must not be empty.' }
      : { zh: `太短：至少 ${minimum} 个字符。`, en: `Too short: at least ${minimum} characters.` }
  if (origin === 'array') return { zh: `至少 ${minimum} 项。`, en: `At least ${minimum} entries.` }
  return { zh: `不能小于 ${minimum}。`, en: `It must not be less than ${minimum}.` }
}

function atMost(origin: string, maximum: number, input: unknown): Wording {
  if (origin === 'string') {
    const length = typeof input === 'string' ? input.length : 0
    return {
      zh: `太长：最多 ${maximum} 个字符，现有 ${length} 个。`,
      en: `Too long: at most ${maximum} characters, there are ${length}.`,
    }
  }
  if (origin === 'array') return { zh: `最多 ${maximum} 项。`, en: `At most ${maximum} entries.` }
  return { zh: `不能大于 ${maximum}。`, en: `It must not be more than ${maximum}.` }
}

function dateSentence(input: unknown): Wording {
  return typeof input === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(input)
    ? { zh: `没有 ${input} 这一天。`, en: `There is no such day as ${input}.` }
    : { zh: '日期要写成 2025-06-30 这样。', en: 'A day is written like 2025-06-30.' }
}

/** A schema says how its text looks by `.meta({ examples: ['lixia-2025'] })`. */
function formatSentence(schema: z.ZodType | undefined): Wording {
  const [example] = (schema?.meta()?.examples as unknown[] | undefined) ?? []
  return example === undefined
    ? { zh: '格式不对。', en: 'It is not of the right form.' }
    : { zh: `格式不对，应如 ${String(example)}。`, en: `It is not of the right form, e.g. ${String(example)}.` }
}

/** The schema of the field at a path, without optional, nullable and default around it. */
function schemaAt(schema: z.ZodType, path: string[]): z.ZodType | undefined {
  let one: unknown = schema
  for (const step of [...path, null]) {
    while (one instanceof z.ZodOptional || one instanceof z.ZodNullable || one instanceof z.ZodDefault)
      one = one.unwrap()
    if (step === null) break
    if (one instanceof z.ZodObject) one = one.shape[step]
    else if (one instanceof z.ZodArray) one = one.element
    else return undefined
  }
  return one instanceof z.ZodType ? one : undefined
}

function shortened(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text
}
