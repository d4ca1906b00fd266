import type { Diagnostic } from '../catalog/diagnostic.ts'
import { diagnosticRegister } from '../catalog/diagnostic-register.ts'
import { layoutOf } from '../catalog/layout.ts'
import type { PriceBook } from './price-list.ts'
import { type PriceFault, type PriceFile, readPrices } from './read-prices.ts'

/** A file of prices that was read, by its path. */
export type NamedPrices = { path: string; content: PriceFile }

/** Whether a file of a catalog repository holds prices: `prices/*.yaml` beside `catalog/`. */
function holdsPrices(path: string): boolean {
  return /^prices\/.*\.ya?ml$/i.test(path)
}

/** The prices of a catalog repository and what is wrong with them; a plain folder of items has none. */
export function checkPrices(files: readonly { path: string; text: string }[]): {
  prices: readonly NamedPrices[]
  diagnostics: readonly Diagnostic[]
} {
  const paths = files.map(({ path }) => path)
  const mayHold = layoutOf(paths).index.includes('/')
  const read = files
    .filter(({ path }) => mayHold && holdsPrices(path))
    .map((file) => ({ path: file.path, found: readPrices(file) }))
  return {
    prices: read.flatMap(({ path, found }) => (found.ok ? [{ path, content: found.value }] : [])),
    diagnostics: read.flatMap(({ found }) => (found.ok ? [] : found.faults.map(diagnosticOf))),
  }
}

function diagnosticOf({ file, line, column, message, hint }: PriceFault): Diagnostic {
  const { severity, mend } = diagnosticRegister.PAO1913
  return { code: 'PAO1913', severity, file, line, column, path: '', message, mend: hint ?? mend }
}

/** Everything the files say, as one book. */
export function bookOf(files: readonly PriceFile[]): PriceBook {
  return {
    lists: files.flatMap((file) => (file.kind === 'list' ? [file.list] : [])),
    rates: files.flatMap((file) => (file.kind === 'rates' ? [file.rates] : [])),
  }
}
