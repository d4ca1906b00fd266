import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Keeps secrets unreadable at rest. `seal` of the same text differs every time. */
export type Cipher = {
  /** `about` binds the text to its place: it opens only there. */
  seal(text: string, about?: string): Buffer
  /** Throws when the bytes were changed, moved to another place or sealed with another key. */
  open(sealed: Uint8Array, about?: string): string
  /** A text that only holders of the key can make; the same for the same label. */
  derive(label: string): string
}

const format = 1
const nonceBytes = 12
const tagBytes = 16

/** AES-256-GCM with a 32-byte key. Layout: format, nonce, tag, ciphertext. */
export function createCipher(key: Uint8Array): Cipher {
  if (key.length !== 32) throw new Error('The encryption key must have 32 bytes')
  return {
    derive: (label) => createHmac('sha256', key).update(label).digest('base64url'),
    seal(text, about = '') {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      cipher.setAAD(Buffer.from(about, 'utf8'))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([Buffer.of(format), nonce, cipher.getAuthTag(), body])
    },
    open(sealed, about = '') {
      if (sealed[0] !== format) throw new Error('The sealed bytes have an unknown format')
      const nonce = sealed.subarray(1, 1 + nonceBytes)
      const tag = sealed.subarray(1 + nonceBytes, 1 + nonceBytes + tagBytes)
      const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
      decipher.setAuthTag(tag)
      decipher.setAAD(Buffer.from(about, 'utf8'))
      const body = decipher.update(sealed.subarray(1 + nonceBytes + tagBytes))
      return Buffer.concat([body, decipher.final()]).toString('utf8')
    },
  }
}

/** Cipher of this installation: the given base64 key, else the data folder's own, made at first start. */
export async function openCipher(options: { dataDir: string; key?: string }): Promise<Cipher> {
  if (options.key !== undefined) return createCipher(Buffer.from(options.key, 'base64'))
  const path = join(options.dataDir, 'key')
  const kept = await readKey(path)
  if (kept !== undefined) return createCipher(kept)
  await mkdir(options.dataDir, { recursive: true })
  // Two processes may start at once: only one link succeeds, and both read what it left.
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  await writeFile(draft, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flush: true })
  await link(draft, path).catch((error: unknown) => {
    if (!isCode(error, 'EEXIST')) throw error
  })
  await rm(draft)
  const made = await readKey(path)
  if (made === undefined) throw new Error(`The key file ${path} vanished while it was made`)
  return createCipher(made)
}

async function readKey(path: string): Promise<Buffer | undefined> {
  try {
    return Buffer.from((await readFile(path, 'utf8')).trim(), 'base64')
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined
    throw error
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
