import { mkdtemp, mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { timers } from '#timers.ts'
import { bookKeeper } from './book-keeper.ts'
import { openPriceFolder } from './price-folder.ts'

const list = (name: string) =>
  `kind: PriceList\nname: ${name}\nprovider: custom\ncurrency: EUR\nprices: [{ resource: vm, unit: hour, price: 1 }]\n`

let folder: string
let said: string[]
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pao-prices-'))
  said = []
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const note = (facts: object, text: string) => void said.push(`${text} ${JSON.stringify(facts)}`)

async function opened() {
  const log = { warn: note, info: () => undefined }
  const prices = await openPriceFolder({ folder, pollMs: 3_600_000, timers, log })
  onTestFinished(() => prices.stop())
  return prices
}
const namesOf = (prices: Awaited<ReturnType<typeof opened>>) =>
  prices.files().map((file) => (file.kind === 'list' ? file.list.name : file.rates.base))

describe('the folder of price lists', () => {
  it('is read with the folders in it, hidden files and links left alone', async () => {
    await mkdir(join(folder, 'aws'))
    await writeFile(
      join(folder, 'aws/ec2.json'),
      JSON.stringify({ kind: 'ExchangeRates', base: 'EUR', rates: {} }),
    )
    await writeFile(join(folder, 'own.yaml'), list('own'))
    await writeFile(join(folder, '.own.yaml.swp.yaml'), 'half')
    await writeFile(join(folder, 'notes.txt'), 'no prices')
    await symlink('/etc/hostname', join(folder, 'link.yaml'))

    const prices = await opened()

    expect(namesOf(prices)).toEqual(['EUR', 'own'])
    expect(said).toEqual([])
  })

  it('gives the very same list until a file changes', async () => {
    await writeFile(join(folder, 'own.yaml'), list('own'))
    const prices = await opened()
    const before = prices.files()

    await prices.look()
    const same = prices.files()
    await writeFile(join(folder, 'more.yaml'), list('more'))
    await prices.look()

    expect(same).toBe(before)
    expect(namesOf(prices)).toEqual(['more', 'own'])
  })

  it('keeps the last good content of a file that broke, and says once where it broke', async () => {
    await writeFile(join(folder, 'own.yaml'), list('own'))
    const prices = await opened()

    await writeFile(join(folder, 'own.yaml'), list('own').replace('hour', 'hours'))
    await prices.look()
    await prices.look()

    expect(namesOf(prices)).toEqual(['own'])
    expect(said).toHaveLength(1)
    expect(said[0]).toContain('own.yaml:5:')
  })

  it('forgets a file that is gone, and keeps everything when the folder itself is', async () => {
    await writeFile(join(folder, 'one.yaml'), list('one'))
    await writeFile(join(folder, 'two.yaml'), list('two'))
    const prices = await opened()

    await rm(join(folder, 'one.yaml'))
    await prices.look()
    await rm(folder, { recursive: true })
    await prices.look()

    expect(namesOf(prices)).toEqual(['two'])
    expect(said[0]).toContain('cannot be read')
  })
})

it('makes one book of both sources and makes it anew only when one of them changed', async () => {
  await writeFile(join(folder, 'own.yaml'), list('own'))
  const prices = await opened()
  const [file] = prices.files()
  let named = file ? [{ path: 'prices/a.yaml', content: file }] : []
  const book = bookKeeper({ catalog: () => named, folder: prices.files })
  const [first, again] = [book(), book()]

  named = []

  expect(again).toBe(first)
  expect(first.lists).toHaveLength(2)
  expect(book().lists).toHaveLength(1)
})
