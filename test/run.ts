/**
 * `npm test`: format and lint, types, unit, API and browser tests, in this order, and one closing line of counts.
 * Without a browser the browser part is named and skipped; with `REQUIRE_BROWSER=1` that is a failure.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findChromium } from './browser.ts'

const run = (command: string, ...args: string[]) =>
  spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' }).status === 0

const folder = mkdtempSync(join(tmpdir(), 'test-'))
const counts = { passed: 0, failed: 0, skipped: 0 }
const check = (name: string, passed: boolean) => {
  counts[passed ? 'passed' : 'failed']++
  if (!passed) console.error(`\n${name}: failed`)
}

check('format and lint', run('biome', 'check', '--error-on-warnings', '.'))
check('types', run('tsc', '-p', '.'))

const browser = findChromium()
const projects = ['unit', 'api']
if (browser) {
  check('web build', run('vite', 'build', '--logLevel', 'warn'))
  projects.push('e2e')
} else if (process.env.REQUIRE_BROWSER === '1') check('browser tests: no Chromium found, and REQUIRE_BROWSER=1', false)
else {
  counts.skipped++
  console.warn('Skipped: browser tests (test/e2e), because no Chromium was found; set CHROMIUM to its path.')
}

const report = join(folder, 'vitest.json')
const chosen = projects.flatMap((project) => ['--project', project])
run('vitest', 'run', ...chosen, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`)
try {
  const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites, success } = JSON.parse(
    readFileSync(report, 'utf8'),
  )
  counts.passed += numPassedTests
  counts.failed += success || numFailedTests > 0 ? numFailedTests : Math.max(numFailedTestSuites, 1)
  counts.skipped += numPendingTests
} catch {
  counts.failed++
}
rmSync(folder, { recursive: true })

console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
process.exit(counts.failed > 0 ? 1 : 0)
