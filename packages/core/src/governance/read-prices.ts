import type { Static, TSchema } from 'typebox'
import { Check, Errors } from 'typebox/value'
import { type DocumentLimits, readDocument, type SourceDocument } from '../catalog/document.ts'
import { at, fromPointer, isRecord, own, type Path, printPath } from '../catalog/path.ts'
import { fail, ok, type Result } from '../result.ts'
import { nearest } from '../suggest.ts'
import { sha256Hex } from '../template/index.ts'
import { decimalOf } from './decimal.ts'
import { readFormula } from './formula.ts'
import { ExchangeRates, type KnownList, Price, PriceList } from './price-list.ts'

/** One thing wrong with a file of prices; `place` as an editor counts, from 1. */
export type PriceFault = {
  file: string
  line: number
  column: number
  message: string
  /** How to mend it. */
  hint?: string
}

export type PriceFile = { kind: 'list'; list: KnownList } | { kind: 'rates'; rates: ExchangeRates }

/** A vendor's list may be long; what is longer is for a narrower conversion. */
const limits: DocumentLimits = { bytes: 16 * 1024 * 1024, depth: 12, keys: 1_000_000 }
const mostFaults = 100

/** Reads a price list or exchange rates (YAML or JSON); fails with every fault, each at its line and column. */
export function readPrices(file: { path: string; text: string }): Result<PriceFile, PriceFault> {
  const read = readDocument(file.text, limits)
  if (!read.ok)
    return fail(
      read.faults.map(({ message, place: { line, column } }) => ({
        file: file.path,
        line,
        column,
        message,
      })),
    )
  const paper: Paper = { file: file.path, source: read.value, faults: [] }
  const kind = own(read.value.value, 'kind')
  const found =
    kind === 'ExchangeRates'
      ? ratesOf(paper)
      : kind === 'PriceList'
        ? listOf(paper, file.text)
        : unknownKind(paper)
  return paper.faults.length > 0 || !found ? fail(paper.faults.slice(0, mostFaults)) : ok(found)
}

type Paper = { file: string; source: SourceDocument; faults: PriceFault[] }

function report({ file, source, faults }: Paper, path: Path, message: string, hint?: string): void {
  if (faults.length > mostFaults) return
  const { line, column } = source.place(path, 'value')
  faults.push({ file, line, column, message, ...(hint !== undefined && { hint }) })
}

function unknownKind(paper: Paper): undefined {
  report(paper, ['kind'], 'kind is neither PriceList nor ExchangeRates')
  return undefined
}

function ratesOf(paper: Paper): PriceFile | undefined {
  const rates = fitting(paper, ExchangeRates)
  for (const code of Object.keys(rates?.rates ?? {}))
    if (!/^[A-Z]{3}$/.test(code)) report(paper, ['rates', code], `${code} is not an ISO 4217 code`)
  return rates && { kind: 'rates', rates }
}

function listOf(paper: Paper, text: string): PriceFile | undefined {
  const list = fitting(paper, PriceList)
  if (!list) return undefined
  for (const [n, price] of list.prices.entries()) checkPrice(paper, price, ['prices', n])
  return { kind: 'list', list: { ...list, hash: sha256Hex(text) } }
}

/** Names a formula of a price may start from. */
export const priceRoots = ['specifications', 'region'] as const

function checkPrice(paper: Paper, price: Price, path: Path): void {
  if ((price.price === undefined) === (price.tiers === undefined))
    report(paper, path, 'a price has either `price` or `tiers`')
  for (const key of ['per', 'low', 'high'] as const) {
    const formula = price[key]
    if (formula === undefined) continue
    const read = readFormula(formula, priceRoots)
    if (!read.ok) report(paper, [...path, key], read.message)
  }
  checkTiers(paper, price.tiers ?? [], path)
}

function checkTiers(paper: Paper, tiers: NonNullable<Price['tiers']>, path: Path): void {
  let below = 0
  for (const [n, { up_to: end }] of tiers.entries()) {
    const isLast = n === tiers.length - 1
    if (isLast !== (end === undefined))
      report(paper, [...path, 'tiers', n], 'every tier but the last has an end, `up_to`')
    else if (end !== undefined && end <= below)
      report(paper, [...path, 'tiers', n, 'up_to'], 'tiers stand in rising order')
    below = end ?? below
  }
}

function fitting<S extends TSchema>(paper: Paper, schema: S): Static<S> | undefined {
  const { value } = paper.source
  if (Check(schema, value)) return wellNumbered(paper) ? value : undefined
  const told = new Set<string>()
  for (const error of Errors(schema, value)) {
    const path = fromPointer(error.instancePath, value)
    const extra = isRecord(error.params) ? own(error.params, 'additionalProperties') : undefined
    const unknown = Array.isArray(extra) ? extra.map(String) : []
    for (const key of unknown) tellUnknown(paper, [...path, key], schema)
    if (unknown.length === 0 && !told.has(error.instancePath))
      report(paper, path, `${printPath(path) || 'the file'} ${error.message}`)
    told.add(error.instancePath)
  }
  return undefined
}

function tellUnknown(paper: Paper, path: Path, schema: TSchema): void {
  const key = String(path.at(-1))
  const names = path.includes('prices') ? Price.properties : own(schema, 'properties')
  const meant = isRecord(names) ? nearest(key, Object.keys(names)) : undefined
  report(paper, path, `${key} is not known here`, meant && `did you mean ${meant}?`)
}

/** A number that YAML reads but no exact decimal can hold. */
function wellNumbered(paper: Paper): boolean {
  const places: Path[] = []
  const { value } = paper.source
  const prices = own(value, 'prices')
  if (Array.isArray(prices))
    for (const n of prices.keys())
      places.push(
        ['prices', n, 'price'],
        ...(priceAt(value, n).tiers ?? []).map((_, step) => ['prices', n, 'tiers', step, 'price']),
      )
  const rates = own(value, 'rates')
  if (isRecord(rates)) places.push(...Object.keys(rates).map((code) => ['rates', code]))
  const bad = places.filter((path) => {
    const found = at(value, path)
    return found !== undefined && decimalOf(found as string | number) === undefined
  })
  for (const path of bad) report(paper, path, `${printPath(path)} is not a price`)
  return bad.length === 0
}

function priceAt(value: unknown, n: number): Price {
  return at(value, ['prices', n]) as Price
}
