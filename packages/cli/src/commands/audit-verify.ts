import { createPublicKey, hash, type KeyObject, verify } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import {
  type AuditTools,
  type AuditVerdict,
  auditVerifier,
  type Checkpoint,
  readAuditEntry,
  readCheckpoint,
} from '@pao/core/governance'
import { exitCodes, Stop } from '../exit.ts'
import { print } from '../print.ts'
import { answerOf, connect, type Remote } from '../remote.ts'
import { exported } from './audit.ts'

/** What is read, and where; all of them unset = everything from the server. */
export type VerifyOptions = {
  /** Export as NDJSON. */
  file?: string
  /** Folder or file of checkpoints. */
  checkpoints?: string
  /** PEM file of the public key. */
  key?: string
  /** It is an older export: checkpoints need not reach to now. */
  archive?: boolean
}

/**
 * `pao audit verify`: recomputes the whole chain here and compares it with signed checkpoints. With a file no server is
 * asked. Exit 1 and the first bad number when something is not as it was written.
 */
export async function verifyAudit(
  remote: Remote,
  now: () => number,
  options: VerifyOptions,
): Promise<void> {
  const { lines, checkpoints, key } =
    options.file === undefined
      ? await fromServer(remote, options)
      : await fromFiles(remote.cwd, { ...options, file: options.file })
  const verifier = auditVerifier(toolsOf(key), {
    checkpoints,
    ...(options.archive !== true && { now: now() }),
  })
  let line = 0
  for await (const text of createInterface({ input: lines, crlfDelay: Infinity })) {
    line += 1
    if (text === '') continue
    const entry = readAuditEntry(text)
    if (!entry) throw new Stop(exitCodes.no, `line ${line} is no entry of an audit log`)
    verifier.take(entry)
  }
  tell(remote, verifier.end())
}

function tell(remote: Remote, verdict: AuditVerdict): void {
  print(remote.screen, remote.output, verdict, () => {
    const { ok, entries, from, to, checkpoints, faults } = verdict
    const range = from === undefined ? '' : `, ${from} to ${String(to)}`
    const about = `${entries} entries${range}, ${checkpoints} checkpoints`
    if (ok) return `whole: ${about}`
    return [
      `NOT what was written: ${about}`,
      ...faults.map(
        ({ code, seq, message }) => `  ${seq === undefined ? '' : `${seq}: `}${message} (${code})`,
      ),
    ].join('\n')
  })
  if (!verdict.ok) throw new Stop(exitCodes.no, '')
}

type Material = { lines: Readable; checkpoints: readonly (readonly Checkpoint[])[]; key: KeyObject }

/** A key or checkpoints kept elsewhere are believed rather than what the server says. */
async function fromServer(remote: Remote, options: VerifyOptions): Promise<Material> {
  const found = (await answerOf(
    connect(remote.config).GET('/api/v1/audit/checkpoints', {}),
    remote.config.url,
  )) as { public_key: string; files: readonly (readonly unknown[])[] }
  const told = found.files.map((file) =>
    file.flatMap((one) => readCheckpoint(JSON.stringify(one)) ?? []),
  )
  const kept =
    options.checkpoints === undefined ? [] : await filesOf(resolve(remote.cwd, options.checkpoints))
  return {
    lines: await exported(remote, { form: 'ndjson' }),
    checkpoints: [...told, ...kept],
    key:
      options.key === undefined
        ? createPublicKey(found.public_key)
        : await keyOf(resolve(remote.cwd, options.key)),
  }
}

async function fromFiles(
  cwd: string,
  { file, checkpoints, key }: VerifyOptions & { file: string },
): Promise<Material> {
  if (checkpoints === undefined || key === undefined)
    throw new Stop(
      exitCodes.unasked,
      'a file is checked against --checkpoints <folder or file> and --key <PEM file>; without them a chain that was written anew would look whole',
    )
  return {
    lines: createReadStream(resolve(cwd, file)),
    checkpoints: await filesOf(resolve(cwd, checkpoints)),
    key: await keyOf(resolve(cwd, key)),
  }
}

async function filesOf(path: string): Promise<readonly (readonly Checkpoint[])[]> {
  const isFolder = (await stat(path)).isDirectory()
  const files = isFolder
    ? (await readdir(path))
        .filter((name) => name.endsWith('.ndjson'))
        .map((name) => join(path, name))
    : [path]
  return Promise.all(
    files.map(async (file) => {
      const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '')
      return lines.map((line, at) => {
        const found = readCheckpoint(line)
        if (!found) throw new Stop(exitCodes.no, `${file}: line ${at + 1} is no checkpoint`)
        return found
      })
    }),
  )
}

async function keyOf(file: string): Promise<KeyObject> {
  const key = createPublicKey(await readFile(file, 'utf8'))
  if (key.asymmetricKeyType !== 'ed25519')
    throw new Stop(exitCodes.unasked, `${file} holds no Ed25519 key`)
  return key
}

function toolsOf(key: KeyObject): AuditTools {
  return {
    sha256: (text) => hash('sha256', text),
    isSigned: (text, signature) =>
      verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url')),
    millis: Date.parse,
  }
}
