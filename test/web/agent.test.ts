import { describe, expect, it } from 'vitest'
import { readAgent } from '../../web/session/agent.ts'

const CHROMIUM = 'AppleWebKit/537.36 (KHTML, like Gecko)'

describe('what a browser calls itself', () => {
  it.each([
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROMIUM} Chrome/131.0.0.0 Safari/537.36`, 'Chrome 131 Windows'],
    [`Mozilla/5.0 (Windows NT 10.0) ${CHROMIUM} Chrome/131.0.0.0 Safari/537.36 Edg/131.0.2903.70`, 'Edge 131 Windows'],
    [`Mozilla/5.0 (X11; Linux x86_64) ${CHROMIUM} HeadlessChrome/156.0.0.0 Safari/537.36`, 'Chrome 156 Linux'],
    [`Mozilla/5.0 (X11; Linux x86_64; UOS) ${CHROMIUM} Chrome/114.0 Safari/537.36`, 'Chrome 114 UOS'],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.6 Safari/605.1.15',
      'Safari 17 macOS',
    ],
    ['Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0', 'Firefox 133 Linux'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Mobile/15E148 MicroMessenger/8.0.54', 'WeChat 8 iOS'],
    [`Mozilla/5.0 (Linux; Android 14) ${CHROMIUM} Chrome/116.0 Mobile Safari/537.36 wxwork/4.1.30`, 'WeCom 4 Android'],
    ['curl/8.5.0', 'null null null'],
    ['', 'null null null'],
  ])('%s', (text, said) => {
    const { browser, version, system } = readAgent(text)
    expect(`${browser} ${version} ${system}`).toBe(said)
  })
})
