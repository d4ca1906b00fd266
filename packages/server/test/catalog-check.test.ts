import { actionSchemas } from '@pao/connectors/schemas'
import { checkCatalog, type SourceFile } from '@pao/core/catalog'
import { describe, expect, it } from 'vitest'
import { createChecker } from '#catalog/checker.ts'

const noon = Date.UTC(2026, 10, 23, 12)
const never = new AbortController().signal
const check = createChecker({ now: () => noon, env: [], secrets: [] })

/** A whole item, as an author writes it. */
function itemFile(id: string, more = ''): SourceFile {
  const text = `version: "2.0"
kind: CatalogItem
metadata:
  id: ${id}
  name: Item ${id}
  description: An item that is described at a length that the catalog takes
  version: 1.0.0
  category: databases
  owner: { team: dba, contact: dba@example.test }
presentation:
  groups:
    - id: basic
      name: Basic
      order: 1
      fields:
        - { id: name, name: Name, type: string, order: 1, required: true }
fulfillment:
  manual:
    description: By hand
    instructions: Make it
    estimated_time: 1 hour
    actions:
      - { id: make, type: manual-task, order: 1, config: { title: "Make {{fields.name}}" } }
${more}`
  return { path: `catalog/databases/${id}.yaml`, text }
}

const needsGhost = `  depends_on:
    - { item: ghost-item }
`

/** Milliseconds this thread has computed since; waiting for a busy machine does not count. */
function computedMs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(since)
  return (user + system) / 1000
}

/** Counts the turns of this thread's event loop, and finds the one that computed longest. */
function watchTurns(): { stop(): { beats: number; longestMs: number } } {
  let beats = 0
  let longestMs = 0
  let since = process.threadCpuUsage()
  const take = () => {
    longestMs = Math.max(longestMs, computedMs(since))
    since = process.threadCpuUsage()
  }
  const beat = setInterval(() => {
    beats += 1
    take()
  }, 5)
  return {
    stop() {
      clearInterval(beat)
      take()
      return { beats, longestMs }
    },
  }
}

describe('the check in its thread', () => {
  it('gives the documents with their hashes and says nothing bad of good files', async () => {
    const checked = await check([itemFile('item-one'), itemFile('item-two')], never)

    expect(checked.diagnostics.filter((one) => one.severity === 'error')).toEqual([])
    expect(checked.documents.map((one) => one.document.metadata.id)).toEqual([
      'item-one',
      'item-two',
    ])
    expect(checked.documents[0]?.hash).toMatch(/^[0-9a-f]{64}$/)
  })

  it('tells files that are bad on their own from those that only miss another', async () => {
    const broken = { path: 'catalog/databases/item-two.yaml', text: 'version: [' }

    const checked = await check([itemFile('item-one', needsGhost), broken], never)

    expect(checked.documents).toEqual([])
    expect(checked.bad).toEqual([broken.path])
  })

  it('leaves the callers of this process alone while it works', async () => {
    const files = Array.from({ length: 1000 }, (_, n) => itemFile(`item-${n}a`))
    const turns = watchTurns()

    const checked = await check(files, never)

    const { beats, longestMs } = turns.stop()
    const here = process.threadCpuUsage()
    checkCatalog(files, { actionSchemas, now: noon })
    const hereMs = computedMs(here)
    expect(checked.documents).toHaveLength(1000)
    expect(beats).toBeGreaterThan(0)
    expect(longestMs).toBeLessThan(Math.min(250, hereMs / 2))
  })

  it('ends at its deadline and when it is called off', async () => {
    const hurried = createChecker({ now: () => noon, env: [], secrets: [], timeoutMs: 1 })

    const [late, calledOff] = await Promise.allSettled([
      hurried([itemFile('item-one')], never),
      check([itemFile('item-one')], AbortSignal.abort()),
    ])

    expect(late).toMatchObject({ reason: { message: 'The check took longer than 1 ms' } })
    expect(calledOff).toMatchObject({ reason: { message: 'The check was ended' } })
  })
})
