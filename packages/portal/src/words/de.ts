import { deLife } from './de-life.ts'
import { deOrder } from './de-order.ts'
import { deOversee } from './de-oversee.ts'
import { deRun } from './de-run.ts'
import { deSandbox } from './de-sandbox.ts'
import type { Words } from './en.ts'

/** Every text of the portal, in German. */
export const de: Words = { ...deOrder, ...deRun, ...deLife, ...deSandbox, ...deOversee }
