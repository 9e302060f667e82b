/**
 * `npm run bench [-- --size 1000,100000] [--only start,build,parser,reporting,reading,importing] [--keep FOLDER]`:
 * measures the program against a bare Fastify route, in one run, on this machine. Ratios are medians of paired rounds,
 * because other work on the machine meets both; absolute figures are of this machine. Everything lies in a temporary
 * folder that is removed; `--keep` leaves the filled districts in a folder, from which the next run takes them.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
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

const begun = performance.now()
const parts: Record<string, () => Promise<void> | void> = { start, build, parser, reading, reporting, importing }
for (const name of wishes.only.split(',')) {
  const part = parts[name]
  if (!part) throw new Error(`There is no part ${name}; there are ${Object.keys(parts).join(', ')}.`)
  await part()
}
say(
  `\n${availableParallelism()} processors, Node ${process.versions.node}, ${seconds(performance.now() - begun)} in all.`,
)

async function start(): Promise<void> {
  title('Start, on the real plan')
  const { firstStart, firstAnswer, idleMemory } = await measureStarting(join(temporary, 'real'))
  say(`start to first answer   ${ms(firstAnswer)}   (aim: under 800 ms)`)
  say(`idle memory             ${idleMemory?.toFixed(0) ?? '?'} MB   (aim: under 160 MB)`)
  say(`very first start        ${ms(firstStart)}   (makes the database, loads three plans)`)
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
  for (const { connections, made, submitted } of await measureReporting(join(temporary, 'reporting'))) {
    const told = ({ perSecond, p99, errors, processorMs }: Rate) =>
      `${whole(perSecond)}/s, ${errors} errors, 99 % within ${ms(p99)}, ${processorMs?.toFixed(1) ?? '?'} ms of processor each`
    say(`${String(connections).padStart(3)} connections   drafted    ${told(made)}`)
    say(`${''.padStart(15)}   submitted  ${told(submitted)}`)
  }
}

async function reading(): Promise<void> {
  for (const size of sizes) {
    title(`${whole(size)} items`)
    const folder = filled(size)
    const result = await measureReading(folder)
    say(`today's summary, worked out    ${ms(result.today)}`)
    say(`another day's                  ${ms(result.otherDay)}, worst ${ms(result.worstDay)}   (aim: under 50 ms)`)
    say(`summary, kept                  ${against(result.summary)}   (aim: 80 %)`)
    say(`first page of the ledger       ${against(result.ledger)}`)
    say('first hundred pages of the ledger   (aims: 4 ms each, 10 ms for the one that counts)')
    for (const one of result.pages)
      say(`  ${one.name.padEnd(44)} first ${ms(one.first)}, others ${ms(one.median)}, worst ${ms(one.worst)}`)
    say('asked seldom   (aim: nobody else waits more than 50 ms)')
    for (const one of result.seldom) say(`  ${one.name.padEnd(44)} ${ms(one.took)}, others wait ${ms(one.held)}`)
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
    say(`read and looked through ${ms(result.readIn)}${rows === 1_000 ? '   (aim: under 2 000 ms)' : ''}`)
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
  const share = (value: number) => `${(value * 100).toFixed(0)} %`
  const processor = processorRatio === undefined ? '' : `, ${share(processorRatio)} by processor time`
  return `${whole(ours)}/s against ${whole(bare)}/s bare: ${share(ratio)}${processor}`
}
