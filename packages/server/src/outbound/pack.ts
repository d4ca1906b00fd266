import { lstat, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { WorkFailure } from '@pao/connectors'

const compressed = promisify(gzip)
/** Most bytes of all files together, and of the archive. */
const mostBytes = 32 * 1024 * 1024
const mostFiles = 10_000
const block = 512

/**
 * A folder as a tar.gz (POSIX ustar), the same bytes for the same files: names in order, no times, no owners. Throws
 * WorkFailure for what is neither file nor folder, for names above ustar's limits, and above 32 MiB or 10,000 files.
 */
export async function packFolder(folder: string): Promise<Uint8Array> {
  const names = await namesBelow(folder, '')
  const parts: Uint8Array[] = []
  let total = 0
  for (const { name, executable } of names) {
    const content = await readFile(join(folder, name))
    total += content.length
    if (total > mostBytes) throw tooLarge()
    const rest = (block - (content.length % block)) % block
    parts.push(header(name, content.length, executable), content, new Uint8Array(rest))
  }
  parts.push(new Uint8Array(2 * block))
  return compressed(Buffer.concat(parts))
}

function tooLarge(): WorkFailure {
  return new WorkFailure('refused', 'The code has more than 32 MiB or 10,000 files')
}

type Found = { name: string; executable: boolean }

async function namesBelow(root: string, below: string): Promise<Found[]> {
  const found: Found[] = []
  const entries = await readdir(join(root, below))
  for (const entry of entries.toSorted()) {
    const name = below === '' ? entry : `${below}/${entry}`
    const facts = await lstat(join(root, name))
    if (facts.isDirectory()) found.push(...(await namesBelow(root, name)))
    else if (facts.isFile()) found.push({ name, executable: (facts.mode & 0o100) !== 0 })
    else throw new WorkFailure('refused', `${name} in the code is neither a file nor a folder`)
    if (found.length > mostFiles) throw tooLarge()
  }
  return found
}

/** One header block (POSIX.1-1988, ustar). */
function header(path: string, size: number, executable: boolean): Uint8Array {
  const { prefix, name } = split(path)
  const bytes = Buffer.alloc(block)
  bytes.write(name, 0)
  bytes.write(`${executable ? '0000755' : '0000644'}\0`, 100)
  bytes.write('0000000\0', 108)
  bytes.write('0000000\0', 116)
  bytes.write(`${size.toString(8).padStart(11, '0')}\0`, 124)
  bytes.write('00000000000\0', 136)
  bytes.write('        ', 148)
  bytes.write('0', 156)
  bytes.write('ustar\u000000', 257)
  bytes.write(prefix, 345)
  const sum = bytes.reduce((all, byte) => all + byte, 0)
  bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return bytes
}

/** A long path is cut at a slash: 155 bytes and 100 bytes. */
function split(path: string): { prefix: string; name: string } {
  if (Buffer.byteLength(path) <= 100) return { prefix: '', name: path }
  for (let at = path.indexOf('/'); at > 0; at = path.indexOf('/', at + 1)) {
    const [prefix, name] = [path.slice(0, at), path.slice(at + 1)]
    if (Buffer.byteLength(prefix) <= 155 && Buffer.byteLength(name) <= 100) return { prefix, name }
  }
  throw new WorkFailure('refused', `The name ${path.slice(0, 80)}… in the code is too long`)
}
