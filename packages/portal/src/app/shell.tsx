import { AppShell, Burger, Group, NavLink, type NavLinkProps, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import {
  IconApi,
  IconChartBar,
  IconChecklist,
  IconClipboardCheck,
  IconFlask,
  IconHeartRateMonitor,
  IconLayoutGrid,
  IconListDetails,
  IconStack2,
  IconUsersGroup,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { createLink, Outlet, useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'
import { approvalsQuery } from '../api/queries.ts'
import { PageLink } from '../ui/link.tsx'
import { useFrameWords } from '../words/frame.tsx'
import { Account } from './account.tsx'
import { Bell } from './bell.tsx'
import { isOfTeam, mayOversee, useMe } from './session.ts'

const PageNavLink = createLink((props: Omit<NavLinkProps, 'href'>) => (
  <NavLink component="a" {...props} />
))
const icon = { size: 18, stroke: 1.7, 'aria-hidden': true } as const

/** Header, navigation and the page between them. */
export function Shell() {
  const words = useFrameWords()
  const [isOpen, { toggle, close }] = useDisclosure()
  const path = useRouterState({ select: (state) => state.location.pathname })
  // The menu of a phone closes behind who has chosen, and a reader hears the new page from its start.
  useEffect(close, [path, close])
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 216, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding={{ base: 'sm', sm: 'lg' }}
      layout="default"
    >
      <a className="pao-skip" href="#page">
        {words.skip}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap" miw={0}>
            <Burger
              opened={isOpen}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={words.nav.menu}
              aria-expanded={isOpen}
            />
            <PageLink to="/" underline="never" c="inherit" className="pao-brand">
              <span className="pao-mark" aria-hidden>
                P
              </span>
              <Text component="span" fw={700} visibleFrom="sm" truncate>
                {words.brand}
              </Text>
              <Text component="span" fw={700} hiddenFrom="sm">
                PAO
              </Text>
            </PageLink>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <Bell />
            <Account />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" aria-label={words.nav.label}>
        <Navigation />
      </AppShell.Navbar>
      <AppShell.Main id="page" tabIndex={-1}>
        <Outlet />
      </AppShell.Main>
    </AppShell>
  )
}

function Navigation() {
  const { nav } = useFrameWords()
  const me = useMe()
  const approvals = useQuery(approvalsQuery('open'))
  const waiting = approvals.data?.items.length ?? 0
  const pages = [
    { to: '/', label: nav.catalog, icon: <IconLayoutGrid {...icon} /> },
    { to: '/requests', label: nav.requests, icon: <IconListDetails {...icon} /> },
    ...(approvals.isError
      ? []
      : [
          {
            to: '/approvals',
            label: nav.approvals,
            icon: <IconClipboardCheck {...icon} />,
            count: waiting,
          },
        ]),
    { to: '/tasks', label: nav.tasks, icon: <IconChecklist {...icon} /> },
    { to: '/resources', label: nav.resources, icon: <IconStack2 {...icon} /> },
    ...(isOfTeam(me) ? [{ to: '/team', label: nav.team, icon: <IconUsersGroup {...icon} /> }] : []),
    ...(mayOversee(me)
      ? [{ to: '/insights', label: nav.insights, icon: <IconChartBar {...icon} /> }]
      : []),
    { to: '/sandbox', label: nav.sandbox, icon: <IconFlask {...icon} /> },
    ...(mayOversee(me)
      ? [{ to: '/operate', label: nav.operate, icon: <IconHeartRateMonitor {...icon} /> }]
      : []),
  ] as const
  return (
    <>
      {pages.map((page) => (
        <PageNavLink
          key={page.to}
          to={page.to}
          label={page.label}
          leftSection={page.icon}
          {...('count' in page &&
            page.count > 0 && { rightSection: <span className="pao-count">{page.count}</span> })}
          activeOptions={{ exact: page.to === '/', includeSearch: false }}
          className="pao-nav"
        />
      ))}
      <NavLink href="/docs" label={nav.api} leftSection={<IconApi {...icon} />} />
    </>
  )
}
