import { defineConnector } from '../kit/connector.ts'
import { atDesk, callOff, goOn, openTicket, ticketOutputs } from '../kit/desk.ts'
import { CherwellConfig, cherwellEffect } from './config.ts'
import { openDesk } from './desk.ts'
import { recorded } from './recorded.ts'

/** A Cherwell business object that people work on; made once, however often it is asked for. */
export const cherwell = defineConnector({
  type: 'cherwell',
  config: CherwellConfig,
  ...cherwellEffect,
  recorded,
  outputs: ticketOutputs,
  handOver: ({ fields = {}, ...config }, summary) => {
    const { Description: text } = fields
    const below = typeof text === 'string' ? `${text}\n\n${summary}` : summary
    return { ...config, fields: { ...fields, Description: below } }
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
