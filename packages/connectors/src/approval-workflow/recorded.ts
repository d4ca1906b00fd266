import type { Recorded } from '../kit/recorded.ts'

/** It calls nobody. */
export const recorded: Recorded = []
