import { Counter, Gauge, type Registry } from 'prom-client'

/** Calls that are worked on, that wait, and that were sent away since the start. */
export type Admitted = { inside: number; waiting: number; shed: number }

export type AdmissionFacts = {
  /** Asked at every look at the figures. */
  watchAdmission(look: () => Admitted): void
}

/** How full this process is. */
export function admissionFacts(registry: Registry): AdmissionFacts {
  let look: (() => Admitted) | undefined
  const seen = (): Admitted => look?.() ?? { inside: 0, waiting: 0, shed: 0 }
  const registers = [registry]
  new Gauge({
    name: 'pao_api_calls',
    help: 'Calls of the API this process works on (inside) or lets wait (waiting)',
    labelNames: ['state'],
    registers,
    collect() {
      const { inside, waiting } = seen()
      this.set({ state: 'inside' }, inside)
      this.set({ state: 'waiting' }, waiting)
    },
  }).set({ state: 'inside' }, 0)
  new Counter({
    name: 'pao_api_shed_total',
    help: 'Calls sent away with server.overloaded',
    registers,
    collect() {
      this.reset()
      this.inc(seen().shed)
    },
  }).inc(0)
  return {
    watchAdmission(given) {
      look = given
    },
  }
}
