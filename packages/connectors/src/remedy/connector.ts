import { defineConnector } from '../kit/connector.ts'
import { atDesk, callOff, goOn, openTicket, ticketOutputs } from '../kit/desk.ts'
import { RemedyConfig, remedyEffect } from './config.ts'
import { recorded } from './recorded.ts'
import { openDesk } from './remote.ts'

/** An entry of BMC Remedy or Helix that people work on; made once, however often it is asked for. */
export const remedy = defineConnector({
  type: 'remedy',
  config: RemedyConfig,
  ...remedyEffect,
  recorded,
  outputs: ticketOutputs,
  handOver: ({ values = {}, ...config }, summary) => {
    const details = values['Detailed_Decription']
    const below = typeof details === 'string' ? `${details}\n\n${summary}` : summary
    // The vendor's own spelling of the field.
    return { ...config, values: { ...values, Detailed_Decription: below } }
  },
  execute: (context, config) => atDesk(() => openTicket(openDesk(context, config), config)),
  poll: (context, config, memo) => atDesk(() => goOn(openDesk(context, config), config, memo)),
  resume: (context, config, memo) => atDesk(() => goOn(openDesk(context, config), config, memo)),
  cancel: (context, config, memo) =>
    atDesk(() => {
      const what = context.action.calledOff ?? 'was cancelled'
      return callOff(openDesk(context, config), memo['id'], what)
    }),
  compensate: (context, config, outputs) =>
    atDesk(() => callOff(openDesk(context, config), outputs['id'], 'was rolled back')),
})
