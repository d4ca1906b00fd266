import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'

/** Bytes of content in one frame; each is sealed by itself, so that a file of any size takes this much memory. */
const frameBytes = 64 * 1024
const tagBytes = 16
const lengthBytes = 4

/** A file that is not, or no longer, what was written. */
export class BackupDamaged extends Error {
  override readonly name = 'BackupDamaged'
}

type Sealing = { key: Uint8Array; salt: Uint8Array; header: Uint8Array }

/** A key for this file alone: the salt is its own, so counters may serve as nonces. RFC 5869. */
function fileKey({ key, salt }: Sealing): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, 'pao-backup/1', 32))
}

/** The frame's number, and whether it is the last: a cut or reordered file does not open (the STREAM construction). */
function nonceOf(count: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeBigUInt64BE(BigInt(count), 0)
  nonce[11] = isLast ? 1 : 0
  return nonce
}

/** Seals a stream in frames of AES-256-GCM that only open whole, in order and under this header. */
export async function* seal(
  source: AsyncIterable<Uint8Array>,
  sealing: Sealing,
): AsyncGenerator<Buffer> {
  const key = fileKey(sealing)
  let count = 0
  let held = Buffer.alloc(0)
  const frame = (content: Uint8Array, isLast: boolean): Buffer => {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(count, isLast))
    count += 1
    cipher.setAAD(sealing.header)
    const body = Buffer.concat([cipher.update(content), cipher.final(), cipher.getAuthTag()])
    const length = Buffer.alloc(lengthBytes)
    length.writeUInt32BE(body.length)
    return Buffer.concat([length, body])
  }
  for await (const chunk of source) {
    held = Buffer.concat([held, chunk])
    while (held.length > frameBytes) {
      yield frame(held.subarray(0, frameBytes), false)
      held = held.subarray(frameBytes)
    }
  }
  yield frame(held, true)
}

/** The content of what `seal` wrote. Throws BackupDamaged when a byte was changed, cut off or added. */
export async function* unseal(
  source: AsyncIterable<Uint8Array>,
  sealing: Sealing,
): AsyncGenerator<Buffer> {
  const key = fileKey(sealing)
  let count = 0
  let held = Buffer.alloc(0)
  let frame: Buffer | undefined
  for await (const chunk of source) {
    held = Buffer.concat([held, chunk])
    for (;;) {
      const length = held.length < lengthBytes ? undefined : held.readUInt32BE(0)
      if (length === undefined || held.length < lengthBytes + length) break
      if (length < tagBytes || length > frameBytes + tagBytes)
        throw new BackupDamaged('A frame has an impossible length')
      // Only the end of the file tells which frame is the last.
      if (frame) yield open(frame, { key, header: sealing.header, nonce: nonceOf(count++, false) })
      frame = held.subarray(lengthBytes, lengthBytes + length)
      held = held.subarray(lengthBytes + length)
    }
  }
  if (!frame || held.length > 0) throw new BackupDamaged('The file ends in the middle')
  yield open(frame, { key, header: sealing.header, nonce: nonceOf(count, true) })
}

function open(
  frame: Buffer,
  { key, header, nonce }: { key: Buffer; header: Uint8Array; nonce: Buffer },
): Buffer {
  const body = frame.subarray(0, -tagBytes)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
  decipher.setAuthTag(frame.subarray(-tagBytes))
  decipher.setAAD(header)
  try {
    return Buffer.concat([decipher.update(body), decipher.final()])
  } catch {
    throw new BackupDamaged('It was changed, cut short, or sealed with another key')
  }
}
