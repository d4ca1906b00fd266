import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { open as openFile, rename, rm, stat } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { type BackupRecord, lineOf, recordOf } from './records.ts'
import { BackupDamaged, seal, unseal } from './seal.ts'

const format = 'pao-backup/1'
/** Bytes; a header is one short line. */
const longestHeader = 4_096

/** A key and the name it is known by, which tells nothing of it. */
export type BackupKey = { bytes: Uint8Array; fingerprint: string }

/**
 * Writes a backup: one line that says what it is, then compressed records in sealed frames. It has its name only once it is
 * whole and on the disk. Returns its size in bytes.
 */
export async function writeBackup(
  path: string,
  key: BackupKey,
  records: AsyncIterable<BackupRecord>,
): Promise<number> {
  const salt = randomBytes(16)
  const header = Buffer.from(
    `${JSON.stringify({ format, key: key.fingerprint, salt: salt.toString('base64') })}\n`,
  )
  const draft = `${path}.${randomBytes(4).toString('hex')}.draft`
  try {
    const zipped = Readable.from(linesOf(records)).pipe(createGzip({ level: 6 }))
    await pipeline(
      async function* () {
        yield header
        yield* seal(zipped, { key: key.bytes, salt, header })
      },
      createWriteStream(draft, { mode: 0o600, flush: true }),
    )
    await rename(draft, path)
    await syncFolder(path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
  return (await stat(path)).size
}

/** A stream that fails must fail what reads it, so errors of the source go through. */
async function* linesOf(records: AsyncIterable<BackupRecord>): AsyncGenerator<string> {
  for await (const record of records) yield `${lineOf(record)}\n`
}

async function syncFolder(path: string): Promise<void> {
  const folder = await openFile(path.slice(0, path.lastIndexOf('/')) || '.', 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** The records of a backup, one after the other. Throws BackupDamaged when it is not what was written or the key is another. */
export async function* readBackup(path: string, key: BackupKey): AsyncGenerator<BackupRecord> {
  const { header, salt, fingerprint } = await headerOf(path)
  if (fingerprint !== key.fingerprint)
    throw new BackupDamaged(
      `It is sealed with another key (fingerprint ${fingerprint}; ours is ${key.fingerprint}); set PAO_BACKUP_KEY, or the encryption key of the installation it is of`,
    )
  const sealed = createReadStream(path, { start: header.length })
  const unzipped = createGunzip()
  const content = Readable.from(unseal(sealed, { key: key.bytes, salt, header }))
  const pumped = pipeline(content, unzipped)
  pumped.catch(() => undefined)
  try {
    for await (const line of createInterface({ input: unzipped, crlfDelay: Infinity }))
      yield recordOf(line)
    await pumped
  } catch (error) {
    await pumped
    throw error
  } finally {
    sealed.destroy()
  }
}

type Header = { header: Buffer; salt: Buffer; fingerprint: string }

async function headerOf(path: string): Promise<Header> {
  const stream = createReadStream(path, { end: longestHeader })
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  if (!stream.closed) await once(stream, 'close')
  const start = Buffer.concat(chunks)
  const header = start.subarray(0, start.indexOf(0x0a) + 1)
  const said = parsed(header.toString('utf8'))
  const { format: found, key, salt } = said
  if (found !== format || typeof key !== 'string' || typeof salt !== 'string')
    throw new BackupDamaged(`${path} is not a backup of PAO`)
  return { header, salt: Buffer.from(salt, 'base64'), fingerprint: key }
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
