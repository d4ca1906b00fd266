import { randomFillSync } from 'node:crypto'

/** Random bytes of one id, and of so many ids fetched at once: asking for them is what an id costs most. */
const idBytes = 10
const idsAtOnce = 256

/**
 * UUID version 7 (RFC 9562 section 5.7): sorts by time. Ids made in one millisecond by one process count up in
 * their 12 random bits after the time (section 6.2, method 1), so that they sort in the order they were made.
 */
export function createIds(now: () => number): () => string {
  let last = 0
  let counter = 0
  const drawn = Buffer.alloc(idBytes * idsAtOnce)
  let used = drawn.length
  const draw = (): Buffer => {
    if (used === drawn.length) {
      randomFillSync(drawn)
      used = 0
    }
    used += idBytes
    return drawn.subarray(used - idBytes, used)
  }
  return () => {
    const time = Math.max(now(), last)
    const random = draw()
    counter = time === last ? counter + 1 : random.readUInt16BE(0) & 0x7ff
    // A full counter borrows the next millisecond.
    last = counter > 0xfff ? time + 1 : time
    if (counter > 0xfff) counter = 0
    const hex = last.toString(16).padStart(12, '0')
    const variant = (0x80 | ((random[2] ?? 0) & 0x3f)).toString(16)
    const tail = random.toString('hex', 3, 10)
    return `${hex.slice(0, 8)}-${hex.slice(8)}-7${counter.toString(16).padStart(3, '0')}-${variant}${tail.slice(0, 2)}-${tail.slice(2)}`
  }
}
