import { execFileSync, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Workplace } from '@pao/connectors'
import { ConnectionMissing } from '@pao/connectors'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { permits } from '#outbound/code.ts'
import { openProcess, type WorkplaceSettings } from '#outbound/workplace.ts'

const never = new AbortController().signal
let root: string
let settings: WorkplaceSettings

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'pao-workplace-'))
  for (const name of ['hooks', 'modules/app', 'outside'])
    await mkdir(join(root, name), { recursive: true })
  await writeFile(join(root, 'modules/app/main.tf'), '# code')
  await writeFile(join(root, 'outside/secret'), 'secret')
  await writeFile(join(root, 'hooks/say'), '#!/bin/sh\nenv\n')
  await chmod(join(root, 'hooks/say'), 0o755)
  await writeFile(join(root, 'hooks/plain'), '#!/bin/sh\n')
  await symlink(join(root, 'outside'), join(root, 'modules/way-out'))
  settings = {
    folder: join(root, 'work'),
    programs: {
      node: { written: process.execPath, setting: 'PAO_NODE', environment: { FROM: 'operator' } },
      gone: { written: '/nowhere/terraform', setting: 'PAO_TERRAFORM', environment: {} },
    },
    hooks: join(root, 'hooks'),
    code: {
      local: join(root, 'modules'),
      sources: [`file://${root}/repositories/`],
      gitFolder: join(root, 'git'),
      connection: () => {
        throw new ConnectionMissing('none')
      },
    },
    now: Date.now,
    newId: randomUUID,
  }
})
afterAll(() => rm(root, { recursive: true, force: true }))

async function opened<T>(work: (place: Workplace) => Promise<T>): Promise<T> {
  const place = await openProcess(settings)({ tenant: 'default' }).open('node')
  try {
    return await work(place)
  } finally {
    await place[Symbol.asyncDispose]()
  }
}

const script = (place: Workplace, code: string, signal = never) =>
  place.run({ program: 'node', args: ['-e', code], folder: '.', signal })

describe('a workplace', () => {
  it('is gone with the call, and so is what was written there', async () => {
    const path = await opened(async (place) => {
      await place.write('a/b', 'x')
      expect(Buffer.from((await place.read('a/b')) ?? []).toString()).toBe('x')
      return place.path('a')
    })

    await expect(readdir(path)).rejects.toThrow('ENOENT')
  })

  it.each(['../x', '/etc/x', 'a/../../x', 'a\0b'])('writes nothing to %j', async (name) => {
    await opened((place) =>
      expect(place.write(name, 'x')).rejects.toMatchObject({ kind: 'refused' }),
    )
  })

  it('follows no link out of itself', async () => {
    await opened(async (place) => {
      await symlink(join(root, 'outside'), place.path('link'))

      await expect(place.write('link/x', 'x')).rejects.toMatchObject({ kind: 'refused' })
      await expect(place.read('link/secret')).rejects.toMatchObject({ kind: 'refused' })
    })
  })

  it('gives a program the operator’s environment and none of its own', async () => {
    const end = await opened((place) => script(place, 'console.log(JSON.stringify(process.env))'))

    const environment = JSON.parse(end.stdout) as Record<string, string>
    expect(Object.keys(environment).toSorted()).toEqual(
      ['FROM', 'GIT_TERMINAL_PROMPT', 'HOME', 'LC_ALL', 'PATH', 'TMPDIR'].toSorted(),
    )
  })

  it('runs hooks of the operator’s folder and nothing else', async () => {
    await opened(async (place) => {
      const run = (program: string) => place.run({ program, args: [], folder: '.', signal: never })

      expect((await run('hook:say')).code).toBe(0)
      for (const program of [
        'hook:plain',
        'hook:none',
        'hook:../outside/secret',
        '/bin/sh',
        'gone',
      ])
        await expect(run(program)).rejects.toMatchObject({ kind: 'refused' })
    })
  })

  it('names the setting where the program is missing', async () => {
    const open = openProcess(settings)({ tenant: 'default' }).open('gone')

    await expect(open).rejects.toThrow(
      '/nowhere/terraform that this server may run (PAO_TERRAFORM)',
    )
  })

  it('lets what was interrupted come to a clean end', async () => {
    const stop = new AbortController()
    await opened(async (place) => {
      const code = `process.on('SIGINT', () => { require('fs').writeFileSync('clean', 'yes'); process.exit(1) })
        setInterval(() => undefined, 1000); console.log('ready')`
      const run = place.run({
        program: 'node',
        args: ['-e', code],
        folder: '.',
        signal: stop.signal,
        onLine: () => stop.abort(),
      })

      await expect(run).rejects.toMatchObject({ kind: 'aborted' })
      expect(Buffer.from((await place.read('clean')) ?? []).toString()).toBe('yes')
    })
  })

  it('takes turns where runs share something', async () => {
    const order: string[] = []
    await opened(async (place) => {
      const run = async (name: string) => {
        await place.run({
          program: 'node',
          args: ['-e', 'console.log(1); setTimeout(() => console.log(2), 50)'],
          folder: '.',
          signal: never,
          oneAtATime: 'init',
          onLine: (line) => void order.push(`${name}${line}`),
        })
      }
      await Promise.all([run('a'), run('b')])
    })

    expect(order).toEqual(['a1', 'a2', 'b1', 'b2'])
  })

  it('keeps what lasts for its tenant alone, out of the folder of the call', async () => {
    const process = openProcess(settings)
    const folders = await Promise.all(
      ['one', '../two'].map(async (tenant) => {
        const place = await process({ tenant }).open('node')
        const folder = await place.lasting('states/a')
        await expect(place.lasting('../../x')).rejects.toMatchObject({ kind: 'refused' })
        await place[Symbol.asyncDispose]()
        return folder
      }),
    )

    expect(folders).toEqual([
      join(root, 'work/lasting/one/states/a'),
      join(root, 'work/lasting/..%2Ftwo/states/a'),
    ])
    expect(await readdir(folders[0] ?? '')).toEqual([])
  })

  it('clears away what a killed process left a day ago', async () => {
    const left = join(root, 'work/calls/left')
    await mkdir(left, { recursive: true })
    await utimes(left, 0, 0)

    await opened(async () => undefined)

    expect(await readdir(join(root, 'work/calls'))).not.toContain('left')
  })
})

it('leaves a program alive to its end when its own process is killed', async () => {
  const folder = await mkdtemp(join(root, 'left-'))
  const runner = new URL('../src/outbound/process.ts', import.meta.url).href
  const work = `process.stdout.write('a'); setTimeout(() => { process.stdout.write('b'); require('fs').writeFileSync(${JSON.stringify(join(folder, 'done'))}, '1') }, 700)`
  const parent = spawn(process.execPath, [
    '--conditions=source',
    '--input-type=module',
    '-e',
    `import { runProgram } from ${JSON.stringify(runner)}
     runProgram({ program: process.execPath, args: ['-e', ${JSON.stringify(work)}], cwd: ${JSON.stringify(folder)}, env: {},
       timeoutMs: 60000, maxBytes: 1000, signal: new AbortController().signal, outputFolder: ${JSON.stringify(join(folder, 'output'))} })
     setInterval(() => undefined, 1000)`,
  ])
  const said = async () => {
    const [name = ''] = await readdir(join(folder, 'output')).catch(() => [])
    return readFile(join(folder, 'output', name, 'stdout'), 'utf8').catch(() => '')
  }
  await expect.poll(said, { timeout: 10_000 }).toBe('a')
  parent.kill('SIGKILL')

  await expect.poll(() => readdir(folder), { timeout: 10_000 }).toContain('done')
  expect(await said()).toBe('ab')
})

describe('bringing code', () => {
  it('copies a local module, and nothing from outside of the operator’s folder', async () => {
    await opened(async (place) => {
      await place.bring({ kind: 'local', path: 'app' }, 'code', never)

      expect(Buffer.from((await place.read('code/main.tf')) ?? []).toString()).toBe('# code')
      for (const path of ['..', '../outside', '/etc', 'way-out', 'none', '.'])
        await expect(
          place.bring({ kind: 'local', path }, `x${path.length}`, never),
        ).rejects.toMatchObject({ kind: 'refused' })
    })
  })

  it('opens a repository with a connection that the team of the item may use, and runs nothing for it (A78)', async () => {
    const asked: unknown[] = []
    const code: WorkplaceSettings['code'] = {
      ...settings.code,
      connection: (...wanted) => {
        asked.push(wanted)
        throw new ConnectionMissing('not for items of this team')
      },
    }
    const place = await openProcess({ ...settings, code })({
      tenant: 'default',
      team: 'web',
    }).open()
    const source = { kind: 'git', url: `file://${root}/repositories/x`, connection: 'db' } as const

    const brought = place.bring(source, 'code', never)

    await expect(brought).rejects.toThrow('not for items of this team')
    expect(asked).toEqual([['git', 'db', 'web']])
    await place[Symbol.asyncDispose]()
  })

  it('checks out a tag, without links, and says which commit it is', async () => {
    const repository = join(root, 'repositories', 'app.git')
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], {
        cwd: repository,
      })
        .toString()
        .trim()
    await mkdir(repository, { recursive: true })
    git('init', '-q', '-b', 'main')
    await writeFile(join(repository, 'main.tf'), '# tagged')
    await symlink('/etc/passwd', join(repository, 'link'))
    git('add', '.')
    git('commit', '-qm', 'first')
    git('tag', 'v1')
    const url = `file://${repository}`

    const { revision, link } = await opened(async (place) => {
      const brought = await place.bring({ kind: 'git', url, ref: 'v1' }, 'code', never)
      return { ...brought, link: Buffer.from((await place.read('code/link')) ?? []).toString() }
    })

    expect(revision).toBe(git('rev-parse', 'v1'))
    expect(link).toBe('/etc/passwd')
    await opened(async (place) => {
      const bring = (wish: { url?: string; ref?: string }) =>
        place.bring({ kind: 'git', url, ...wish }, randomUUID(), never)
      await expect(bring({ ref: 'none' })).rejects.toMatchObject({ kind: 'refused' })
      await expect(bring({ ref: '--upload-pack=x' })).rejects.toMatchObject({ kind: 'refused' })
      await expect(bring({ url: `file://${root}/outside` })).rejects.toMatchObject({
        kind: 'refused',
      })
      await expect(bring({ url: 'ext::sh -c id' })).rejects.toMatchObject({ kind: 'refused' })
    })
  })
})

it.each([
  ['https://github.com/acme/app.git', true],
  ['https://github.com/acme', true],
  ['https://github.com/acme-evil/app.git', false],
  ['https://github.com/acme/../evil/app.git', false],
  ['https://github.com/acme/%2e%2e/evil', false],
  ['git@github.com:acme/app.git', true],
  ['git@github.com:acmeevil/app.git', false],
  ['terraform-aws-modules/vpc/aws', true],
  ['https://github.com/acme/app.git?ref=x', false],
])('takes %s for one of the operator’s sources: %s', (address, expected) => {
  const sources = ['https://github.com/acme/', 'git@github.com:acme', 'terraform-aws-modules']

  expect(permits({ sources }, address)).toBe(expected)
})
