import { createReadStream, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type PriceFault, readPrices } from '@pao/core/governance'
import { exitCodes, Stop } from '../exit.ts'
import type { World } from '../flags.ts'
import { awsReader } from '../prices/aws.ts'
import { azureReader } from '../prices/azure.ts'
import { gcpReader } from '../prices/gcp.ts'
import { JsonMembers } from '../prices/json-members.ts'
import type { VendorReader, Wanted } from '../prices/vendor.ts'

export const vendors = ['aws', 'azure', 'gcp'] as const
export type Vendor = (typeof vendors)[number]
const readers: Readonly<Record<Vendor, (wanted: Wanted) => VendorReader>> = {
  aws: awsReader,
  azure: azureReader,
  gcp: gcpReader,
}

export type LoadOptions = Wanted & { name?: string | undefined; out?: string | undefined }

type Around = Pick<World, 'cwd' | 'screen'>

/**
 * `pao price load`: a vendor's file of any size becomes a price list (JSON), to standard output or a file. Reads in
 * one pass; keeps only what is wanted. Exit 1 when nothing fits.
 */
export async function loadPrices(
  { cwd, screen }: Around,
  vendor: Vendor,
  files: readonly string[],
  options: LoadOptions,
): Promise<void> {
  const reader = readers[vendor](options)
  for (const file of files) await pour(resolve(cwd, file), file, reader)
  const prices = reader.prices()
  if (prices.length === 0)
    throw new Stop(exitCodes.no, `no price of ${options.region} in ${options.currency} fits`)
  const effective = reader.effective() ?? ''
  const list = {
    kind: 'PriceList',
    name: options.name ?? `${vendor}-${options.region}`,
    provider: reader.provider,
    region: options.region,
    currency: options.currency,
    ...(/^\d{4}-\d\d-\d\d$/.test(effective) && { effective }),
    source: reader.source,
    licence: reader.licence,
    prices,
  }
  const text = `${JSON.stringify(list, undefined, 1)}\n`
  const read = readPrices({ path: options.out ?? 'the list', text })
  if (!read.ok) throw new Stop(exitCodes.no, read.faults.slice(0, 20).map(lineOf).join('\n'))
  if (options.out === undefined) screen.out(text.trimEnd())
  else writeFileSync(resolve(cwd, options.out), text)
  screen.err(`${prices.length} prices`)
}

async function pour(place: string, file: string, reader: VendorReader): Promise<void> {
  const members = new JsonMembers(reader.wants, reader.take)
  try {
    for await (const piece of createReadStream(place, { encoding: 'utf8', highWaterMark: 1 << 20 }))
      members.feed(piece as string)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Stop(exitCodes.unasked, `${file} cannot be read: ${reason}`)
  }
}

/** `pao price check`: every fault of price lists and exchange rates. Exit 1 when there is one. */
export function checkPriceFiles({ cwd, screen }: Around, files: readonly string[]): void {
  const faults = files.flatMap((path) => {
    const read = readPrices({ path, text: textOf(resolve(cwd, path), path) })
    return read.ok ? [] : read.faults
  })
  for (const fault of faults) screen.out(lineOf(fault))
  screen.err(`checked ${files.length}, found ${faults.length} faults`)
  if (faults.length > 0) throw new Stop(exitCodes.no)
}

function textOf(place: string, path: string): string {
  try {
    return readFileSync(place, 'utf8')
  } catch {
    throw new Stop(exitCodes.unasked, `${path} cannot be read`)
  }
}

function lineOf({ file, line, column, message, hint }: PriceFault): string {
  return `${file}:${line}:${column} ${message}${hint === undefined ? '' : ` (${hint})`}`
}
