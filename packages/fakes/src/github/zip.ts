import { crc32, deflateRawSync } from 'node:zlib'

/** A ZIP archive of the texts, packed as GitHub packs artifacts (PKWARE APPNOTE 6.3). */
export function zip(files: Readonly<Record<string, string>>): Buffer {
  const locals: Buffer[] = []
  const entries: Buffer[] = []
  let at = 0
  for (const [name, text] of Object.entries(files)) {
    const [local, entry] = packed(name, Buffer.from(text), at)
    locals.push(local)
    entries.push(entry)
    at += local.length
  }
  const directory = Buffer.concat(entries)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06_05_4b_50, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...locals, directory, end])
}

function packed(name: string, content: Buffer, at: number): [Buffer, Buffer] {
  const body = deflateRawSync(content)
  const title = Buffer.from(name)
  // Common to both headers: version, flags, method, time, date, checksum, sizes, length of the name.
  const facts = Buffer.alloc(26)
  facts.writeUInt16LE(20, 0)
  facts.writeUInt16LE(8, 4)
  facts.writeUInt32LE(crc32(content), 10)
  facts.writeUInt32LE(body.length, 14)
  facts.writeUInt32LE(content.length, 18)
  facts.writeUInt16LE(title.length, 22)
  const place = Buffer.alloc(14)
  place.writeUInt32LE(at, 10)
  const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), facts, title, body])
  const entry = Buffer.concat([
    Buffer.from('PK\u0001\u0002'),
    Buffer.from([20, 0]),
    facts,
    place,
    title,
  ])
  return [local, entry]
}
