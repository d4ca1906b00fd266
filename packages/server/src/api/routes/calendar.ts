import { type FastifyPluginAsyncTypebox, type Static, Type } from '@fastify/type-provider-typebox'
import { Problem } from '@pao/core'
import { toCalendar } from '#requests/calendar/ical.ts'
import type { CalendarQuestion } from '#requests/calendar/closures.ts'
import type { ApiDeps } from '../deps.ts'
import { principalOf } from '../guards/access.ts'
import { actingOf } from '../guards/audit.ts'
import { refusals, signedIn } from '../problem.ts'
import { answer, listOf, named } from './answers.ts'
import {
  closureExample,
  closureView,
  FreezeBody,
  freezeExample,
  freezeIn,
  FreezePlace,
  FreezeScopeBody,
  freezeView,
  scopeIn,
  waitingExample,
  waitingView,
} from './calendar-answers.ts'

const tags = ['operators']
const reading = { access: 'calendar.read' as const }
const writing = { access: 'calendar.write' as const }

/** When orders may begin: change freezes, and windows of items. */
export function calendarRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    await app.register(calendarRoute(deps))
    await app.register(exportRoute(deps))
    await app.register(listRoute(deps))
    await app.register(effectRoute(deps))
    await app.register(setRoute(deps))
    await app.register(removeRoute(deps))
    await app.register(waitingRoute(deps))
  }
}

const Between = Type.Object(
  {
    from: Type.Optional(Type.String({ format: 'date-time', description: 'Now when left out.' })),
    to: Type.Optional(
      Type.String({ format: 'date-time', description: 'A year after `from` when left out.' }),
    ),
    environment: Type.Optional(Type.String({ maxLength: 100 })),
    item: Type.Optional(
      Type.String({ maxLength: 100, description: 'With its own windows besides freezes.' }),
    ),
  },
  { additionalProperties: false },
)

const yearMs = 366 * 86_400_000
/** Longest time that is asked about. */
const mostMs = 3 * yearMs

function questionIn(query: Static<typeof Between>, now: number): CalendarQuestion {
  const from = query.from === undefined ? now : Date.parse(query.from)
  const to = query.to === undefined ? from + yearMs : Date.parse(query.to)
  if (to <= from || to - from > mostMs) {
    const message = 'to must lie after from, by three years at most'
    throw new Problem('query.invalid', {}, [{ code: 'calendar.span', at: '/to', message }])
  }
  return { from, to, environment: query.environment, item: query.item }
}

function calendarRoute({ calendar, now }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/calendar',
      {
        config: reading,
        schema: {
          operationId: 'getCalendar',
          summary: 'When nothing may begin, and why',
          description: 'Freezes that may concern what is asked about, and the windows of the item.',
          tags,
          querystring: Between,
          response: {
            200: answer('The earliest first, 1,000 at most.', listOf('items', named('Closure')), {
              items: [closureExample],
            }),
            ...refusals(...signedIn, 'query.invalid', 'item.not_found'),
          },
        },
      },
      async (request) => {
        const question = questionIn(request.query, now())
        const closures = await calendar.closures(principalOf(request), question)
        return { items: closures.map(closureView) }
      },
    )
  }
}

function exportRoute({ calendar, now, settings }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/calendar/export',
      {
        config: reading,
        schema: {
          operationId: 'exportCalendar',
          summary: 'The same as an iCalendar file (RFC 5545)',
          tags,
          querystring: Between,
          response: {
            200: {
              description: 'One event for each closed time.',
              content: { 'text/calendar': { schema: Type.String() } },
            },
            ...refusals(...signedIn, 'query.invalid', 'item.not_found'),
          },
        },
      },
      async (request, reply) => {
        const question = questionIn(request.query, now())
        const closures = await calendar.closures(principalOf(request), question)
        const { hostname } = new URL(settings.publicUrl)
        return reply
          .header('content-type', 'text/calendar; charset=utf-8')
          .header('content-disposition', 'attachment; filename="calendar.ics"')
          .serializer((text: unknown) => String(text))
          .send(toCalendar(closures, { host: hostname, now: now() }))
      },
    )
  }
}

function listRoute({ calendar }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/calendar/freezes',
      {
        config: reading,
        schema: {
          operationId: 'listFreezes',
          summary: 'Change freezes as they were set, also those that are over',
          tags,
          response: {
            200: answer('By name.', listOf('items', named('Freeze')), { items: [freezeExample] }),
            ...refusals(...signedIn),
          },
        },
      },
      async (request) => {
        const { tenant } = principalOf(request)
        return { items: (await calendar.freezes(tenant)).map(freezeView) }
      },
    )
  }
}

function effectRoute({ calendar }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/calendar/freezes/effect',
      {
        config: writing,
        schema: {
          operationId: 'previewFreeze',
          summary: 'How many orders a freeze would hold',
          description: 'Changes nothing.',
          tags,
          body: FreezeScopeBody,
          response: {
            200: answer(
              'Orders of its scope that have not begun, and those of the last 30 days.',
              Type.Object({ waiting: Type.Integer(), recent: Type.Integer() }),
              { waiting: 3, recent: 41 },
            ),
            ...refusals(...signedIn, 'body.invalid'),
          },
        },
      },
      async (request) => {
        const { tenant } = principalOf(request)
        return calendar.effect(tenant, { scope: scopeIn(request.body) })
      },
    )
  }
}

function setRoute({ calendar }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.put(
      '/calendar/freezes/:name',
      {
        config: writing,
        schema: {
          operationId: 'setFreeze',
          summary: 'Set a time in which nothing of a scope begins',
          description:
            'What has begun goes on. What waits is told at once what it waits for now; other processes know within a second.',
          tags,
          params: FreezePlace,
          body: FreezeBody,
          response: {
            200: answer('It holds from now on.', { type: 'object' }, { name: 'year-end' }),
            ...refusals(...signedIn, 'body.invalid', 'query.invalid', 'freeze.too_many'),
          },
        },
      },
      async (request) => {
        const { params, body } = request
        const { tenant } = principalOf(request)
        const freeze = freezeIn(body, calendar.timezone(tenant))
        await calendar.set({ tenant, ...params, acting: actingOf(request) }, freeze)
        return { ...params, ...body }
      },
    )
  }
}

function removeRoute({ calendar }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.delete(
      '/calendar/freezes/:name',
      {
        config: writing,
        schema: {
          operationId: 'removeFreeze',
          summary: 'Take a freeze away',
          description: 'What waits for nothing else begins at once.',
          tags,
          params: FreezePlace,
          response: {
            200: answer('It does not hold any more.', { type: 'object' }, { name: 'year-end' }),
            ...refusals(...signedIn, 'query.invalid', 'freeze.not_found'),
          },
        },
      },
      async (request) => {
        const { params } = request
        const { tenant } = principalOf(request)
        const wish = { tenant, ...params, acting: actingOf(request) }
        if (!(await calendar.remove(wish))) throw new Problem('freeze.not_found', params)
        return params
      },
    )
  }
}

function waitingRoute({ calendar }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/calendar/waiting',
      {
        config: reading,
        schema: {
          operationId: 'listWaitingOrders',
          summary: 'Orders that wait for a freeze or window, and that one may read or decide on',
          tags,
          response: {
            200: answer(
              'Those with an open question first, 200 at most.',
              listOf('items', named('WaitingOrder')),
              { items: [waitingExample] },
            ),
            ...refusals(...signedIn),
          },
        },
      },
      async (request) => {
        const orders = await calendar.waiting(principalOf(request))
        return { items: orders.map(waitingView) }
      },
    )
  }
}
