import { existsSync } from 'node:fs'

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Where a Chromium stands on this machine (or as `CHROMIUM` says); null where there is none. */
export function findChromium(): string | null {
  const named = process.env.CHROMIUM
  return [...(named ? [named] : []), ...PLACES].find((place) => existsSync(place)) ?? null
}
