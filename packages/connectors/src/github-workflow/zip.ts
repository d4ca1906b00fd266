import { inflateRawSync } from 'node:zlib'

/** One file of an archive; `read` gives undefined for what is damaged, encrypted or larger than its limit. */
export type Entry = { name: string; size: number; read(mostBytes: number): Buffer | undefined }

const endSign = 0x06_05_4b_50
const entrySign = 0x02_01_4b_50
const localSign = 0x04_03_4b_50
const endSize = 22
const longestComment = 65_535
const stored = 0
const deflated = 8

/**
 * The files of a ZIP archive, by its central directory (PKWARE APPNOTE 6.3, sections 4.3.12 and 4.3.16); at most
 * `mostEntries`. Undefined when it is no such archive. Nothing is unpacked until it is read.
 */
export function unzip(archive: Uint8Array, mostEntries: number): readonly Entry[] | undefined {
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength)
  return within(() => entriesOf(bytes, mostEntries))
}

/** A place behind the end of the archive: it is damaged. */
function within<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function entriesOf(bytes: Buffer, mostEntries: number): readonly Entry[] | undefined {
  const end = endOf(bytes)
  if (end === undefined) return undefined
  const count = Math.min(bytes.readUInt16LE(end + 10), mostEntries)
  let at = bytes.readUInt32LE(end + 16)
  const entries: Entry[] = []
  for (let left = count; left > 0; left -= 1) {
    if (bytes.readUInt32LE(at) !== entrySign) return undefined
    const nameSize = bytes.readUInt16LE(at + 28)
    const name = bytes.toString('utf8', at + 46, at + 46 + nameSize)
    if (!name.endsWith('/')) entries.push(entryAt(bytes, at, name))
    at += 46 + nameSize + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return entries
}

/** The end record stands last, behind it only a comment. */
function endOf(bytes: Buffer): number | undefined {
  const lowest = Math.max(0, bytes.length - endSize - longestComment)
  for (let at = bytes.length - endSize; at >= lowest; at -= 1)
    if (bytes.readUInt32LE(at) === endSign) return at
  return undefined
}

function entryAt(bytes: Buffer, at: number, name: string): Entry {
  const method = bytes.readUInt16LE(at + 10)
  const packed = bytes.readUInt32LE(at + 20)
  const size = bytes.readUInt32LE(at + 24)
  const local = bytes.readUInt32LE(at + 42)
  const isEncrypted = (bytes.readUInt16LE(at + 8) & 1) === 1
  const read = (mostBytes: number) => {
    if (isEncrypted || size > mostBytes || bytes.readUInt32LE(local) !== localSign) return undefined
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    return unpacked(method, bytes.subarray(from, from + packed), mostBytes)
  }
  return { name, size, read: (mostBytes) => within(() => read(mostBytes)) }
}

/** The size an archive claims is not believed: unpacking stops at the limit. */
function unpacked(method: number, body: Buffer, mostBytes: number): Buffer | undefined {
  if (method === stored) return body.length > mostBytes ? undefined : body
  if (method !== deflated) return undefined
  try {
    return inflateRawSync(body, { maxOutputLength: Math.max(mostBytes, 1) })
  } catch {
    return undefined
  }
}
