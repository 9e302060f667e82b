/**
 * `npm run bench [-- --size 1000,100000] [--only start,build,parser,reporting,reading,importing] [--keep FOLDER]`:
 * measures the program in one run on this machine and ends with which aims it reached. Ratios are against a bare Fastify
 * route that answers the same bytes, or writes them; medians of paired rounds, because other work on the machine meets
 * both. Absolute figures are of this machine, as busy as it is. Everything lies in a temporary
 * folder that is removed; `--keep` leaves the filled districts in a folder, from which the next run takes them.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { measureBuild } from './building.ts'
import { fillDatabase } from './fill.ts'
import { measureImport } from './importing.ts'
import type { Paired } from './load.ts'
import { measureParser } from './parser.ts'
import { measureReading } from './reading.ts'
import { measureReporting, type Rate } from './reporting.ts'
import { measureStarting } from './starting.ts'

const { values: wishes } = parseArgs({
  options: {
    size: { type: 'string', default: '1000,100000,1000000' },
    only: { type: 'string', default: 'start,build,parser,reporting,reading,importing' },
    keep: { type: 'string' },
  },
})
const sizes = wishes.size.split(',').map(Number)
if (sizes.some((size) => !Number.isInteger(size) || size < 1)) {
  console.error('--size takes numbers of items, e.g. --size 1000,100000')
  process.exit(1)
}

const temporary = mkdtempSync(join(tmpdir(), 'bench-'))
process.on('exit', () => rmSync(temporary, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

/** What was aimed at, in the order measured. */
const aims: { what: string; is: string; aim: string; reached: boolean }[] = []

const begun = performance.now()
const parts: Record<string, () => Promise<void> | void> = { start, build, parser, reading, reporting, importing }
for (const name of wishes.only.split(',')) {
  const part = parts[name]
  if (!part) throw new Error(`There is no part ${name}; there are ${Object.keys(parts).join(', ')}.`)
  await part()
}
title('Aims')
for (const { what, is, aim, reached } of aims)
  say(`${reached ? 'reached     ' : 'NOT REACHED '} ${what}: ${is} (${aim})`)
say(`${aims.filter((one) => one.reached).length} of ${aims.length} reached.`)
say(
  `\n${availableParallelism()} processors, load ${loadavg()
    .map((one) => one.toFixed(1))
    .join(' ')}, Node ${process.versions.node}, ${seconds(performance.now() - begun)} in all.`,
)

async function start(): Promise<void> {
  title('Start, on the real plan')
  const { firstStart, firstAnswer, best, processorMs, idleMemory } = await measureStarting(join(temporary, 'real'))
  say(`start to first answer   ${ms(firstAnswer)}, best ${ms(best)}, ${ms(processorMs ?? Number.NaN)} of processor`)
  say(`idle memory             ${idleMemory?.toFixed(0) ?? '?'} MB`)
  say(`very first start        ${ms(firstStart)}   (makes the database, loads three plans)`)
  under('start to first answer, best', best, 800)
  if (idleMemory !== undefined) judge('idle memory', `${idleMemory.toFixed(0)} MB`, 'under 160 MB', idleMemory < 160)
}

function build(): void {
  title('Build, kB over the net')
  say(`${''.padEnd(52)}${'gzip'.padStart(8)}${'brotli'.padStart(8)}`)
  for (const { name, gzip, brotli } of measureBuild(join(temporary, 'dist')))
    say(`${name.padEnd(52)}${gzip.toFixed(1).padStart(8)}${brotli.toFixed(1).padStart(8)}`)
}

function parser(): void {
  title('Reading standard numbers')
  const { textsPerSecond, longTextsPerSecond } = measureParser()
  say(`texts as people paste them     ${whole(textsPerSecond)} a second`)
  say(`texts of 480 characters        ${whole(longTextsPerSecond)} a second`)
}

async function reporting(): Promise<void> {
  title('Reporting through the API: session, validation, audit, recount, synchronous=FULL')
  say('against a bare Fastify route that writes a row of the same bytes, in a commit of its own')
  for (const { connections, made, submitted } of await measureReporting(join(temporary, 'reporting'))) {
    const told = ({ perSecond, best, p99, errors, processorMs, bare, ratio }: Rate) =>
      `${whole(perSecond)}/s (best ${whole(best)}) against ${whole(bare)}/s bare: ${share(ratio)}, ${errors} errors, ` +
      `99 % within ${ms(p99)}, ${processorMs?.toFixed(2) ?? '?'} ms of processor each`
    say(`${String(connections).padStart(3)} connections   drafted    ${told(made)}`)
    say(`${''.padStart(15)}   submitted  ${told(submitted)}`)
    const errors = made.errors + submitted.errors
    if (connections === 10)
      judge('reported at 10 connections', `${whole(made.best)}/s at best`, '2 000/s', made.best >= 2_000)
    else judge(`reported at ${connections} connections`, `${errors} errors`, 'no error', errors === 0)
  }
}

async function reading(): Promise<void> {
  let smallest: number | undefined
  for (const size of sizes) {
    title(`${whole(size)} items`)
    const folder = filled(size)
    const result = await measureReading(folder)
    say(`today's summary, worked out    ${ms(result.today)}`)
    say(`another day's                  ${ms(result.otherDay)}, worst ${ms(result.worstDay)}`)
    say(`summary, kept                  ${against(result.summary)}`)
    say(`first page of the ledger       ${against(result.ledger)}`)
    say('first hundred pages of the ledger, the first of which counts')
    for (const one of result.pages)
      say(`  ${one.name.padEnd(44)} first ${ms(one.first)}, others ${ms(one.median)}, worst ${ms(one.worst)}`)
    say('asked seldom')
    for (const one of result.seldom) say(`  ${one.name.padEnd(44)} ${ms(one.took)}, others wait ${ms(one.held)}`)
    const of = `${whole(size)} items: `
    smallest ??= result.today
    judge(`${of}today's summary`, ms(result.today), `as at ${whole(sizes[0] ?? 0)}`, result.today < 1.5 * smallest)
    under(`${of}another day's summary`, result.otherDay, 50)
    judge(`${of}kept summary against bare`, share(result.summary.ratio), '80 %', result.summary.ratio >= 0.8)
    for (const one of result.pages) {
      under(`${of}ledger page, ${one.name}`, one.median, 4)
      under(`${of}its total, first asked for`, one.first, 10)
    }
    under(`${of}longest that others wait`, Math.max(...result.seldom.map((one) => one.held)), 50)
    if (wishes.keep === undefined) rmSync(folder, { recursive: true })
  }
}

async function importing(): Promise<void> {
  for (const [rows, write] of [
    [1_000, true],
    [100_000, false],
  ] as const) {
    title(`A table of ${whole(rows)} rows sent in`)
    const result = await measureImport(join(temporary, `import-${rows}`), rows, write)
    say(`file                    ${(result.fileBytes / 1e6).toFixed(1)} MB`)
    say(`read and looked through ${ms(result.readIn)}`)
    if (rows === 1_000) under('a table of 1 000 rows, read', result.readIn, 2_000)
    if (result.writtenIn !== undefined) say(`written as drafts       ${ms(result.writtenIn)}`)
    say(`memory                  ${result.before.toFixed(0)} MB before, ${result.highest.toFixed(0)} MB at the highest`)
    say(`others wait meanwhile   ${ms(result.others.median)}, worst ${ms(result.others.worst)}`)
  }
}

/** A data folder with so many items, checked by the program itself where that takes no more than a minute. */
function filled(size: number): string {
  const folder = resolve(wishes.keep ?? temporary, `items-${size}`)
  if (existsSync(join(folder, 'done'))) return folder
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const from = performance.now()
  fillDatabase(join(folder, 'tracker.db'), size)
  say(`filled in ${seconds(performance.now() - from)}`)
  if (size <= 2_000) {
    const { status } = spawnSync(process.execPath, ['server/items/command.ts', '--check'], {
      env: { ...process.env, DATA_DIR: folder },
      stdio: 'inherit',
    })
    if (status !== 0) throw new Error('What was filled in is not what the program derives.')
  }
  mkdirSync(join(folder, 'done'))
  return folder
}

/** Keeps whether an aim is reached, to be said at the end. */
function judge(what: string, is: string, aim: string, reached: boolean): void {
  aims.push({ what, is, aim: `aim: ${aim}`, reached })
}

function under(what: string, value: number, limit: number): void {
  judge(what, ms(value), `under ${ms(limit)}`, value < limit)
}

function title(text: string): void {
  console.log(`\n── ${text} ${'─'.repeat(Math.max(0, 90 - text.length))}`)
}

function say(text: string): void {
  console.log(text)
}

function ms(value: number): string {
  return `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`
}

function seconds(value: number): string {
  return `${(value / 1000).toFixed(0)} s`
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en').replaceAll(',', ' ')
}

function against({ ours, bare, ratio, processorRatio }: Paired): string {
  const processor = processorRatio === undefined ? '' : `, ${share(processorRatio)} by processor time`
  return `${whole(ours)}/s against ${whole(bare)}/s bare: ${share(ratio)}${processor}`
}

function share(value: number): string {
  return `${(value * 100).toFixed(0)} %`
}
