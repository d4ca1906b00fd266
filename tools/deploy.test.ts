import { spawnSync } from 'node:child_process'
import { globSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv } from 'ajv'
import { load, loadAll, YAML11_SCHEMA } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import rootManifest from '../package.json' with { type: 'json' }
import { settings } from '../packages/server/src/config.ts'
import { readTenants } from '../packages/server/src/tenancy/declared.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const chart = join(root, 'deploy/helm/pao')
const fileOf = (path: string): string => readFileSync(join(root, path), 'utf8')

type Tree = { [key: string]: unknown }
const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
/** YAML as Helm and Compose read it, merge keys included. */
const treeOf = (text: string): Tree => {
  const value: unknown = load(text, { schema: YAML11_SCHEMA })
  if (!isTree(value)) throw new Error('not a map')
  return value
}
/** What stands at the end of a path, undefined where it leads nowhere. */
const at = (value: unknown, path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>(
    (found, key) =>
      Array.isArray(found) ? found[Number(key)] : isTree(found) ? found[key] : undefined,
    value,
  )
const listAt = (value: unknown, ...path: readonly (string | number)[]): readonly unknown[] => {
  const found = at(value, path)
  return Array.isArray(found) ? found : []
}

/** Of the files around PAO, not of PAO. */
const composeNames = new Set(['PAO_IMAGE', 'PAO_PUBLISH'])

describe('what is deployed', () => {
  it('names no setting that the server does not have', () => {
    const files = globSync('deploy/**/*', { cwd: root, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
    const named = files.flatMap(
      (file) => readFileSync(file, 'utf8').match(/\bPAO_[A-Z0-9_]+\b/g) ?? [],
    )
    const unknown = named.filter(
      (name) =>
        !Object.hasOwn(settings, name) &&
        !composeNames.has(name) &&
        !/^PAO_(SECRET|VAR)_/.test(name),
    )

    expect(new Set(named).size).toBeGreaterThan(15)
    expect(unknown).toEqual([])
  })
})

describe('the image', () => {
  const stages = fileOf('deploy/docker/Dockerfile').split(/^FROM /m)
  const last = stages.at(-1) ?? ''

  it('runs as nobody in particular, with nothing to build with', () => {
    expect(stages.length).toBeGreaterThan(3)
    expect(last).toMatch(/^USER 10001:10001$/m)
    expect(last).toMatch(/^HEALTHCHECK /m)
    expect(last).toContain('ENTRYPOINT ["tini", "--"]')
    expect(last).toMatch(/rm -rf [^&]*\/usr\/local\/lib\/node_modules\/npm /)
    expect(last).not.toMatch(/npm (ci|install)|build-essential|\bgcc\b|\bmake\b/)
    expect(last.indexOf('USER ')).toBeGreaterThan(last.lastIndexOf('RUN '))
  })

  it('gets every manifest the lockfile speaks of, and no test', () => {
    const ignored = fileOf('.dockerignore').split('\n')
    const workspaces = rootManifest.workspaces.filter((name) => !name.startsWith('packages/'))

    for (const name of workspaces) expect(ignored).toContain(`!${name}/package.json`)
    expect(ignored).toEqual(
      expect.arrayContaining(['*', '**/*.test.ts', 'packages/*/test', '**/node_modules']),
    )
    expect(ignored).not.toContain('!.git')
  })

  it('gets what the pages are built with', () => {
    const ignored = fileOf('.dockerignore').split('\n')
    const { extends: base } = treeOf(fileOf('packages/portal/tsconfig.json'))

    expect(ignored).toContain(`!${String(base).replace('../../', '')}`)
  })

  it('starts the program that npm start does', () => {
    const [, command = ''] = /^CMD (\[.*\])$/m.exec(last) ?? []

    expect(JSON.parse(command)).toEqual(rootManifest.scripts.start.split(' '))
  })
})

describe('compose', () => {
  const compose = treeOf(fileOf('deploy/compose/compose.yaml'))
  const services = compose['services']
  const own = ['migrate', 'pao', 'backup'] as const

  it('shuts its processes in, and the database away', () => {
    for (const name of own) {
      expect(at(services, [name, 'read_only']), name).toBe(true)
      expect(at(services, [name, 'cap_drop']), name).toEqual(['ALL'])
      expect(at(services, [name, 'environment', 'PAO_DATABASE_URL']), name).toMatch(/^postgres:/)
    }
    expect(at(services, ['postgres', 'ports'])).toBeUndefined()
    expect(at(compose, ['networks', 'data', 'internal'])).toBe(true)
    expect(at(services, ['backup', 'environment', 'PAO_BACKUP_DIR'])).toBe('/backups')
  })

  it('starts the server on a migrated schema only', () => {
    expect(at(services, ['migrate', 'command'])).toEqual(['pao', 'migrate', 'up'])
    expect(at(services, ['pao', 'depends_on', 'migrate', 'condition'])).toBe(
      'service_completed_successfully',
    )
    expect(at(services, ['pao', 'environment', 'PAO_DATABASE_MIGRATE'])).toBe('off')
  })

  it('asks for every value it cannot make up, and the example lists them', () => {
    const text = fileOf('deploy/compose/compose.yaml')
    const asked = [...text.matchAll(/\$\{([A-Z_]+)(:[?-])/g)].map(([, name]) => name ?? '')
    const listed = fileOf('deploy/compose/env.example').match(/^[A-Z_]+(?==)/gm) ?? []
    const optional = ['PAO_IMAGE', 'PAO_LOG_LEVEL']

    expect([...new Set(asked)].filter((name) => !optional.includes(name)).toSorted()).toEqual(
      listed.toSorted(),
    )
  })
})

const examples = readdirSync(chart).filter((name) => /^values-.*\.yaml$/.test(name))

describe('the chart', () => {
  const values = treeOf(readFileSync(join(chart, 'values.yaml'), 'utf8'))
  const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(
    treeOf(readFileSync(join(chart, 'values.schema.json'), 'utf8')),
  )

  it('describes its values and those of the examples, and refuses what it does not know', () => {
    expect(validate(values), JSON.stringify(validate.errors)).toBe(true)
    for (const name of examples)
      expect(
        validate({ ...values, ...treeOf(readFileSync(join(chart, name), 'utf8')) }),
        `${name} ${JSON.stringify(validate.errors)}`,
      ).toBe(true)
    expect(validate({ ...values, replicaCount: 3 })).toBe(false)
    expect(validate({ ...values, publicUrl: 'pao.example.com' })).toBe(false)
    expect(validate({ ...values, settings: { LOG: 'debug' } })).toBe(false)
    expect(validate({ ...values, tenantFiles: { 'acme.yaml': 'connections: {}' } })).toBe(true)
    expect(validate({ ...values, tenantFiles: { 'tenants.yaml': 'tenants: {}' } })).toBe(false)
    expect(validate({ ...values, tenantFiles: { '../acme.yaml': '' } })).toBe(false)
  })

  it('reads no value it does not have', () => {
    const templates = globSync('templates/**/*', { cwd: chart, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    const read = templates.flatMap((text) => [...text.matchAll(/\.Values((?:\.[a-zA-Z]+)+)/g)])
    const wrong = read
      .map(([, path = '']) => path.split('.').slice(1))
      .filter((path) => at(values, path) === undefined)

    expect(read.length).toBeGreaterThan(50)
    expect(wrong).toEqual([])
  })

  it('gives no container of it, nor of compose, a way to the machine it runs on (A111)', () => {
    const texts = globSync('{helm/pao/templates/**/*.{yaml,tpl},compose/*.yaml}', {
      cwd: join(root, 'deploy'),
    }).map((path) => readFileSync(join(root, 'deploy', path), 'utf8'))
    const ways =
      /docker\.sock|hostPath|hostNetwork|hostPID|hostIPC|hostPort|privileged: true|network_mode: host|pid: host/
    const compose = treeOf(fileOf('deploy/compose/compose.yaml'))

    expect(texts.length).toBeGreaterThan(10)
    expect(texts.filter((text) => ways.test(text))).toEqual([])
    for (const name of ['migrate', 'pao', 'backup', 'redis'])
      expect(at(compose, ['services', name, 'security_opt']), name).toEqual([
        'no-new-privileges:true',
      ])
  })

  it('lets its pods call out to public addresses only, not to the cloud they run in (A111)', () => {
    const policy = fileOf('deploy/helm/pao/templates/networkpolicy.yaml')

    expect(policy).toContain('policyTypes: [Ingress, Egress]')
    expect(listAt(values, 'networkPolicy', 'blockedRanges')).toEqual(
      expect.arrayContaining(['169.254.0.0/16', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']),
    )
    for (const example of ['values-prod.yaml', 'values-test.yaml'])
      expect(
        at(treeOf(readFileSync(join(chart, example), 'utf8')), ['networkPolicy', 'enabled']) ??
          at(values, ['networkPolicy', 'enabled']),
        example,
      ).toBe(true)
  })

  it('opens and closes every block of its templates', () => {
    for (const path of globSync('templates/**/*', { cwd: chart })) {
      const file = join(chart, path)
      if (!/\.(yaml|tpl|txt)$/.test(path)) continue
      const words = [
        ...readFileSync(file, 'utf8').matchAll(/\{\{-?\s*(if|range|with|define|end)\b/g),
      ]
      const ends = words.filter(([, word]) => word === 'end').length
      expect(words.length - ends, basename(file)).toBe(ends)
    }
  })
})

/** The rendered objects of the chart by kind and name; undefined without helm. */
const hasHelm = spawnSync('helm', ['version', '--short']).status === 0
if (!hasHelm)
  process.stderr.write('SKIPPED: helm is not here; the chart is checked by its structure only\n')

function render(example: string): readonly Tree[] {
  const args = [
    'template',
    'pao',
    chart,
    '--namespace',
    'platform',
    '--kube-version',
    '1.34.0',
    '-f',
    join(chart, example),
  ]
  const { status, stdout, stderr } = spawnSync('helm', args, { encoding: 'utf8' })
  expect(status, stderr).toBe(0)
  return loadAll(stdout).filter(isTree)
}

const podsOf = (objects: readonly Tree[]): readonly (readonly [string, unknown])[] =>
  objects.flatMap((object) => {
    const name = `${String(object['kind'])} ${String(at(object, ['metadata', 'name']))}`
    const specs = [
      at(object, ['spec', 'jobTemplate', 'spec', 'template', 'spec']),
      at(object, ['spec', 'template', 'spec']),
      object['kind'] === 'Pod' ? object['spec'] : undefined,
    ]
    return specs.filter((spec) => spec !== undefined).map((spec) => [name, spec] as const)
  })

describe.skipIf(!hasHelm)('the chart, rendered', () => {
  it.each(examples)('is clean with %s', (example) => {
    const lint = spawnSync('helm', ['lint', '--strict', chart, '-f', join(chart, example)], {
      encoding: 'utf8',
    })
    const objects = render(example)
    const pods = podsOf(objects)

    expect(lint.status, lint.stdout).toBe(0)
    expect(pods.length).toBeGreaterThanOrEqual(4)
    for (const [name, pod] of pods) {
      expect(at(pod, ['securityContext', 'runAsNonRoot']), name).toBe(true)
      for (const one of [...listAt(pod, 'containers'), ...listAt(pod, 'initContainers')]) {
        expect(at(one, ['securityContext', 'readOnlyRootFilesystem']), name).toBe(true)
        expect(at(one, ['securityContext', 'allowPrivilegeEscalation']), name).toBe(false)
        expect(at(one, ['securityContext', 'capabilities', 'drop']), name).toEqual(['ALL'])
        expect(at(one, ['resources', 'limits', 'memory']), name).toBeDefined()
        expect(JSON.stringify(at(one, ['env']) ?? []), name).not.toMatch(
          /secretKeyRef|_KEY|_TOKEN|_URL/,
        )
      }
    }
  })

  it('hands the server only settings it has, none of them secret', () => {
    const all = examples.flatMap((example) => render(example))
    const data = all
      .filter(({ kind, metadata }) => kind === 'ConfigMap' && at(metadata, ['name']) === 'pao')
      .flatMap((map) => Object.entries(isTree(map['data']) ? map['data'] : {}))

    expect(data.length).toBeGreaterThan(20)
    for (const [name, value] of data) {
      expect(Object.hasOwn(settings, name), name).toBe(true)
      expect(typeof value, name).toBe('string')
    }
  })

  it('carries the files of issuers and tenants to every process, and starts them anew when one changes', () => {
    const objects = render('values-prod.yaml')
    const named = (kind: string, name: string) =>
      objects.find((one) => one['kind'] === kind && at(one, ['metadata', 'name']) === name)
    const files = at(named('ConfigMap', 'pao-files'), ['data'])
    const data = at(named('ConfigMap', 'pao'), ['data'])

    expect(Object.keys(isTree(files) ? files : {}).toSorted()).toEqual([
      'acme.yaml',
      'issuers.yaml',
      'tenants.yaml',
    ])
    const declared = readTenants(String(at(files, ['tenants.yaml'])))
    expect(declared.ok && [...declared.value.keys()]).toEqual(['default', 'acme'])
    expect(at(data, ['PAO_TENANTS'])).toBe('/etc/pao/files/tenants.yaml')
    expect(at(data, ['PAO_IDENTITY_ISSUERS'])).toBe('/etc/pao/files/issuers.yaml')
    for (const [name, pod] of podsOf(objects).filter(([one]) => !one.startsWith('Pod'))) {
      expect(JSON.stringify(listAt(pod, 'volumes')), name).toContain('pao-files')
      for (const one of [...listAt(pod, 'containers'), ...listAt(pod, 'initContainers')])
        expect(JSON.stringify(listAt(one, 'volumeMounts')), name).toContain('/etc/pao/files')
    }
    for (const role of ['api', 'worker']) {
      const path = ['spec', 'template', 'metadata', 'annotations', 'checksum/files']
      expect(at(named('Deployment', `pao-${role}`), path)).toMatch(/^[0-9a-f]{64}$/)
    }
  })

  it('has in production what keeps it up, watched and shut in', () => {
    const kinds = render('values-prod.yaml').map(({ kind }) => String(kind))

    expect(kinds).toEqual(
      expect.arrayContaining([
        'CronJob',
        'Deployment',
        'ExternalSecret',
        'HTTPRoute',
        'HorizontalPodAutoscaler',
        'Job',
        'NetworkPolicy',
        'PodDisruptionBudget',
        'PrometheusRule',
        'ServiceMonitor',
      ]),
    )
    expect(kinds).not.toContain('Secret')
  })

  it('refuses secrets from nowhere and from two places', () => {
    const none = spawnSync('helm', ['template', 'pao', chart, '--kube-version', '1.34.0'], {
      encoding: 'utf8',
    })
    const two = spawnSync(
      'helm',
      [
        'template',
        'pao',
        chart,
        '--kube-version',
        '1.34.0',
        '-f',
        join(chart, 'values-dev.yaml'),
        '--set',
        'secrets.existingSecret=x',
      ],
      { encoding: 'utf8' },
    )

    expect(none.stderr).toMatch(/set exactly one of/)
    expect(two.stderr).toMatch(/set exactly one of/)
  })
})
