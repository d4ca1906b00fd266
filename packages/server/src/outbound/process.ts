import { spawn } from 'node:child_process'

/** One run of a program: fixed arguments, only the environment given, no shell. */
export type ProgramCall = {
  program: string
  args: readonly string[]
  cwd: string
  env: Readonly<Record<string, string>>
  /** Written to its input, which is then closed. */
  input?: string
  timeoutMs: number
  /** Bytes kept of each output; more than this ends the program. */
  maxBytes: number
  signal: AbortSignal
}

export type ProgramEnd = { code: number; stdout: Buffer; stderr: string }

/** A program that did not come to its own end. */
export class ProgramFailure extends Error {
  override readonly name = 'ProgramFailure'
  readonly kind: 'missing' | 'timeout' | 'aborted' | 'output_too_large' | 'killed'

  constructor(kind: ProgramFailure['kind'], message: string, options: { cause?: unknown } = {}) {
    super(message, options)
    this.kind = kind
  }
}

/** Milliseconds between asking a program to end and making it. */
const graceMs = 2_000

/** Runs a program to its end and returns what it said. Throws ProgramFailure when it could not. */
export function runProgram(call: ProgramCall): Promise<ProgramEnd> {
  return new Promise((resolve, reject) => {
    if (call.signal.aborted) return reject(new ProgramFailure('aborted', 'Called off'))
    const child = spawn(call.program, [...call.args], {
      cwd: call.cwd,
      env: { ...call.env },
      stdio: ['pipe', 'pipe', 'pipe'],
      shell: false,
      detached: process.platform !== 'win32',
    })
    let why: ProgramFailure | undefined
    const end = (failure: ProgramFailure) => {
      why ??= failure
      stopGroup(child.pid, 'SIGTERM')
      force ??= setTimeout(() => stopGroup(child.pid, 'SIGKILL'), graceMs)
    }
    let force: NodeJS.Timeout | undefined
    const onAbort = () => end(new ProgramFailure('aborted', `${call.program} was called off`))
    const clock = setTimeout(
      () =>
        end(new ProgramFailure('timeout', `${call.program} ran longer than ${call.timeoutMs} ms`)),
      call.timeoutMs,
    )
    call.signal.addEventListener('abort', onAbort, { once: true })
    const full = () =>
      end(
        new ProgramFailure(
          'output_too_large',
          `${call.program} said more than ${call.maxBytes} bytes`,
        ),
      )
    const stdout = gather(child.stdout, call.maxBytes, full)
    const stderr = gather(child.stderr, call.maxBytes, full)
    const tidy = () => {
      clearTimeout(clock)
      clearTimeout(force)
      call.signal.removeEventListener('abort', onAbort)
    }
    child.once('error', (cause) => {
      tidy()
      reject(new ProgramFailure('missing', `${call.program} cannot be started`, { cause }))
    })
    child.once('close', (code, signal) => {
      tidy()
      if (why) reject(why)
      else if (code === null)
        reject(new ProgramFailure('killed', `${call.program} ended by ${signal}`))
      else
        resolve({ code, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString() })
    })
    child.stdin.on('error', () => undefined)
    child.stdin.end(call.input ?? '')
  })
}

function gather(stream: NodeJS.ReadableStream, maxBytes: number, full: () => void): Buffer[] {
  const chunks: Buffer[] = []
  let size = 0
  stream.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size > maxBytes) full()
    else chunks.push(chunk)
  })
  return chunks
}

/** A program's children go with it (git starts ssh and others). */
function stopGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal)
  } catch {
    // already gone
  }
}
