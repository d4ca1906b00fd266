import type { ChildProcess } from 'node:child_process'
import { closeSync, openSync, readSync } from 'node:fs'
import { mkdir, mkdtemp, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StringDecoder } from 'node:string_decoder'

/** Where a program's outputs go, and how they are read. */
export type Outlet = {
  stdio: readonly ('pipe' | number)[]
  /** Begins to read; `full` is called once when there is more than may be kept. */
  follow(child: ChildProcess, full: () => void): void
  /** What it said, once it has ended. */
  said(): Promise<{ stdout: Buffer; stderr: string }>
  close(): void
}

type Outputs = { outputFolder?: string; maxBytes: number; onLine?: (line: string) => void }

/** Milliseconds between looks at what a program has written. */
const lookMs = 200
const pieceBytes = 65_536

/** Pipes to us, or files in a new folder below the one given. */
export async function openOutlet(outputs: Outputs): Promise<Outlet> {
  const { outputFolder } = outputs
  if (outputFolder === undefined) return pipes(outputs)
  await mkdir(outputFolder, { recursive: true, mode: 0o700 })
  return files(await mkdtemp(join(outputFolder, 'run-')), outputs)
}

function pipes({ maxBytes, onLine }: Outputs): Outlet {
  const kept: { stdout: Buffer[]; stderr: Buffer[] } = { stdout: [], stderr: [] }
  const lines = lineReader(onLine)
  return {
    stdio: ['pipe', 'pipe', 'pipe'],
    follow(child, full) {
      for (const name of ['stdout', 'stderr'] as const) {
        let size = 0
        child[name]?.on('data', (chunk: Buffer) => {
          size += chunk.length
          if (size > maxBytes) return full()
          kept[name].push(chunk)
          if (name === 'stdout') lines(chunk)
        })
      }
    },
    said: async () => ({
      stdout: Buffer.concat(kept.stdout),
      stderr: Buffer.concat(kept.stderr).toString(),
    }),
    close: () => undefined,
  }
}

function files(folder: string, { maxBytes, onLine }: Outputs): Outlet {
  const paths = { stdout: join(folder, 'stdout'), stderr: join(folder, 'stderr') }
  const numbers = [newFile(paths.stdout), newFile(paths.stderr)] as const
  const look = follower(numbers, { maxBytes, lines: lineReader(onLine) })
  let clock: NodeJS.Timeout | undefined
  return {
    stdio: ['pipe', ...numbers],
    follow(_child, full) {
      clock = setInterval(() => {
        if (look()) full()
      }, lookMs)
    },
    async said() {
      clearInterval(clock)
      look()
      const [stdout, stderr] = await Promise.all([readFile(paths.stdout), readFile(paths.stderr)])
      return {
        stdout: stdout.subarray(0, maxBytes),
        stderr: stderr.subarray(0, maxBytes).toString(),
      }
    },
    close() {
      clearInterval(clock)
      for (const number of numbers) closeSync(number)
    },
  }
}

function newFile(path: string): number {
  return openSync(path, 'ax+', 0o600)
}

type Following = { maxBytes: number; lines: (chunk: Buffer) => void }

/** Reads on in both files; true when one holds more than may be kept. */
function follower(
  numbers: readonly [number, number],
  { maxBytes, lines }: Following,
): () => boolean {
  const places = numbers.map((number) => ({ number, at: 0 }))
  const piece = Buffer.alloc(pieceBytes)
  return () => {
    for (const place of places)
      for (;;) {
        const size = readSync(place.number, piece, 0, pieceBytes, place.at)
        if (size === 0) break
        if (place === places[0]) lines(piece.subarray(0, size))
        place.at += size
        if (place.at > maxBytes) return true
      }
    return false
  }
}

/** Puts chunks together to lines; a last line without an end is not told. */
function lineReader(onLine: ((line: string) => void) | undefined): (chunk: Buffer) => void {
  if (!onLine) return () => undefined
  const decoder = new StringDecoder('utf8')
  let rest = ''
  return (chunk) => {
    const lines = (rest + decoder.write(chunk)).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) onLine(line)
  }
}
