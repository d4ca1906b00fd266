import { tmpdir } from 'node:os'
import { describe, expect, it } from 'vitest'
import { type ProgramCall, runProgram } from '#outbound/process.ts'

const never = new AbortController().signal

function node(script: string, more: Partial<ProgramCall> = {}) {
  return runProgram({
    program: process.execPath,
    args: ['-e', script],
    cwd: tmpdir(),
    env: {},
    timeoutMs: 10_000,
    maxBytes: 100_000,
    signal: never,
    ...more,
  })
}

describe('running a program', () => {
  it('gives its code and what it said', async () => {
    const end = await node(
      'process.stdin.pipe(process.stdout); console.error("no"); process.exitCode = 3',
      {
        input: 'hello',
      },
    )

    expect(end).toEqual({ code: 3, stdout: Buffer.from('hello'), stderr: 'no\n' })
  })

  it('hands on nothing of its own environment', async () => {
    const end = await node('console.log(JSON.stringify(process.env))', { env: { ONLY: 'this' } })

    expect(JSON.parse(end.stdout.toString())).toEqual({ ONLY: 'this' })
  })

  it('gives arguments to no shell', async () => {
    const end = await node('console.log(process.argv.at(-1))', {
      args: ['-e', 'console.log(process.argv.at(-1))', '$(id); `id` > x'],
    })

    expect(end.stdout.toString()).toBe('$(id); `id` > x\n')
  })

  it.each([
    ['timeout', { timeoutMs: 200 }],
    ['output_too_large', { maxBytes: 10 }],
  ])('ends it by %s', async (kind, more) => {
    const script = 'setInterval(() => process.stdout.write("x".repeat(100)), 10)'

    const run = node(script, { maxBytes: 100_000_000, ...more })

    await expect(run).rejects.toMatchObject({ name: 'ProgramFailure', kind })
  })

  it('ends it when it is called off, its children included', async () => {
    const caller = new AbortController()
    const child = 'setInterval(() => undefined, 1000)'
    const script = `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}], { stdio: 'inherit' })`

    const run = node(script, { signal: caller.signal })
    setTimeout(() => caller.abort(), 200)

    await expect(run).rejects.toMatchObject({ kind: 'aborted' })
  })

  it('says when there is no such program', async () => {
    const run = node('', { program: '/nowhere/at/all' })

    await expect(run).rejects.toMatchObject({ kind: 'missing' })
  })
})
