import { listOf, own } from './path.ts'
import type { Sight } from './sight.ts'

/** Of these only the run tells which outputs are secret: a module, a child or the connector itself says so. */
const toldByTheRun: ReadonlySet<unknown> = new Set(['terraform', 'catalog-request', 'vault-secret'])

/** A name under `output.reveal` that the document calls no secret, where the document is all that could. */
export function checkReveals({ actions, report }: Sight): void {
  for (const { action, path } of actions) {
    if (toldByTheRun.has(own(action, 'type'))) continue
    const secrets = secretsOf(action)
    for (const [n, name] of listOf(own(own(action, 'output'), 'reveal')).entries()) {
      if (typeof name !== 'string' || isSecret(action, name, secrets)) continue
      const place = [...path, 'output', 'reveal', n]
      report('PAO1609', place, `${name} is not called a secret here`, {
        found: name,
        near: { word: name, among: secrets },
      })
    }
  }
}

/** The names that the action, or the config of its type, calls secrets. */
function secretsOf(action: unknown): readonly string[] {
  const outputs = own(own(action, 'config'), 'outputs')
  const named = [
    ...listOf(own(own(action, 'output'), 'sensitive')),
    ...listOf(own(outputs, 'sensitive')),
    ...listOf(outputs).flatMap((one) => (own(one, 'sensitive') === true ? [own(one, 'name')] : [])),
  ]
  return named.filter((name) => typeof name === 'string')
}

/** Also where the output is taken from one that is a secret. */
function isSecret(action: unknown, name: string, secrets: readonly string[]): boolean {
  const from = own(own(own(action, 'output'), 'fields'), name)
  const source = typeof from === 'string' ? /[^$.[\]'"]+/.exec(from)?.[0] : undefined
  return secrets.includes(name) || (source !== undefined && secrets.includes(source))
}
