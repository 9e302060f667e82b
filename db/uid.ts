import { randomFillSync } from 'node:crypto'

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

/** Chance is drawn by the page, because asking the system for a few bytes takes as long as for many. */
const chance = Buffer.alloc(4_096)
let drawn = chance.length

function draw(bytes: number): Buffer {
  if (drawn + bytes > chance.length) {
    randomFillSync(chance)
    drawn = 0
  }
  drawn += bytes
  return chance.subarray(drawn - bytes, drawn)
}

/** A new id for what leaves the building: 10 characters of time (ms) and 16 of chance, so sortable and unguessable. */
export function newUid(now: Date): string {
  let time = now.getTime()
  let head = ''
  for (let place = 0; place < 10; place++) {
    head = ALPHABET.charAt(time % 32) + head
    time = Math.floor(time / 32)
  }
  let tail = ''
  for (const byte of draw(16)) tail += ALPHABET.charAt(byte % 32)
  return head + tail
}
