import { defineConnector } from '../kit/connector.ts'
import { atDesk, begun, callOff, goOn, openTicket, ticketOutputs } from '../kit/desk.ts'
import { stop } from '../kit/ended.ts'
import type { Outcome } from '../kit/outcome.ts'
import { ServicenowConfig, servicenowEffect } from './config.ts'
import { recorded } from './recorded.ts'
import { type NowDesk, openDesk } from './remote.ts'

/** A record that people or other automation work on; made once, however often it is asked for. */
export const servicenow = defineConnector({
  type: 'servicenow',
  config: ServicenowConfig,
  ...servicenowEffect,
  recorded,
  outputs: ticketOutputs,
  handOver: ({ description, ...config }, summary) => ({
    ...config,
    description: description ? `${description}\n\n${summary}` : summary,
  }),
  execute: (context, config) =>
    atDesk(() => {
      const desk = openDesk(context, config)
      return config.operation === 'update' ? update(desk, config) : openTicket(desk, config)
    }),
  poll: (context, config, memo) => atDesk(() => goOn(openDesk(context, config), config, memo)),
  resume: (context, config, memo) => atDesk(() => goOn(openDesk(context, config), config, memo)),
  cancel: (context, config, memo) =>
    atDesk(() => {
      const what = context.action.calledOff ?? 'was cancelled'
      if (config.operation === 'update') return Promise.resolve(nothing)
      return callOff(openDesk(context, config), memo['id'], what)
    }),
  compensate: (context, config, outputs) =>
    atDesk(() => {
      if (config.operation === 'update')
        throw stop('servicenow.cannot_undo', 'What an update replaced is not known any more')
      return callOff(openDesk(context, config), outputs['id'], 'was rolled back')
    }),
})

const nothing: Outcome = { kind: 'succeeded', outputs: {} }

async function update(desk: NowDesk, config: ServicenowConfig): Promise<Outcome> {
  if (config.record === undefined)
    throw stop('config.record_missing', 'An update needs `record`: the number or sys_id')
  const { id } = await desk.named(config.record)
  const ticket = await desk.change(id)
  desk.context.log(`Changed ${ticket.number}`)
  const isWatched = config.watch_status === true
  return begun(desk, { ...config, watch_status: isWatched }, { ticket, warnings: [] })
}
