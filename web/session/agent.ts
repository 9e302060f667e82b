/** What a browser calls itself, as a person would: “Edge 131，Windows”. Pure. */

/** Most particular first: nearly every browser also calls itself Chrome and Safari. */
const BROWSERS = [
  [/\bWeCom\/?([\d.]*)|wxwork\/([\d.]+)/i, 'WeCom'],
  [/\bMicroMessenger\/([\d.]+)/, 'WeChat'],
  [/\bDingTalk(?:\/([\d.]+))?/i, 'DingTalk'],
  [/\bEdg(?:e|A|iOS)?\/([\d.]+)/, 'Edge'],
  [/\b(?:QIHU 360(?:SE|EE)|360(?:SE|EE))(?:\/([\d.]+))?/, '360'],
  [/\bM?QQBrowser\/([\d.]+)/, 'QQ'],
  [/\bOPR\/([\d.]+)/, 'Opera'],
  [/\b(?:Firefox|FxiOS)\/([\d.]+)/, 'Firefox'],
  [/\b(?:Headless)?(?:Chrome|CriOS)\/([\d.]+)/, 'Chrome'],
  [/\bVersion\/([\d.]+).*\bSafari\//, 'Safari'],
] as const
const SYSTEMS = [
  [/\bHarmonyOS\b|\bOpenHarmony\b/i, 'HarmonyOS'],
  [/\bAndroid\b/, 'Android'],
  [/\b(?:iPhone|iPad|iPod)\b/, 'iOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMacintosh\b|\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bUOS\b/, 'UOS'],
  [/\bKylin\b/i, 'Kylin'],
  [/\bLinux\b|\bX11\b/, 'Linux'],
] as const

export type Agent = {
  browser: (typeof BROWSERS)[number][1] | null
  version: string | null
  system: (typeof SYSTEMS)[number][1] | null
}

/** Browser with its main version, and system; null for what it does not say. */
export function readAgent(text: string): Agent {
  const found = BROWSERS.map(([pattern, name]) => ({ name, match: pattern.exec(text) })).find((one) => one.match)
  const version =
    found?.match
      ?.slice(1)
      .find((one) => one !== undefined && one !== '')
      ?.split('.')[0] ?? null
  const system = SYSTEMS.find(([pattern]) => pattern.test(text))?.[1] ?? null
  return { browser: found?.name ?? null, version, system }
}
