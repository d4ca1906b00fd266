import {
  Avatar,
  Menu,
  type MenuItemProps,
  Text,
  UnstyledButton,
  type UnstyledButtonProps,
  useMantineColorScheme,
  VisuallyHidden,
} from '@mantine/core'
import {
  IconBeach,
  IconCheck,
  IconDeviceDesktop,
  IconKey,
  IconLanguage,
  IconLogout,
  IconMoon,
  IconSun,
} from '@tabler/icons-react'
import { createLink } from '@tanstack/react-router'
import { useLanguage, useFrameWords } from '../words/frame.tsx'
import { useMe, useSignOut } from './session.ts'

const size = { size: 16, 'aria-hidden': true } as const

/** Who is signed in, and how the portal looks and speaks to them. */
export function Account() {
  const { account } = useFrameWords()
  const me = useMe()
  const signOut = useSignOut()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const { language, speak } = useLanguage()
  const looks = [
    { scheme: 'light', label: account.light, icon: <IconSun {...size} /> },
    { scheme: 'dark', label: account.dark, icon: <IconMoon {...size} /> },
    { scheme: 'auto', label: account.auto, icon: <IconDeviceDesktop {...size} /> },
  ] as const
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <AccountButton name={me.name ?? me.email} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {me.email}
          <br />
          {me.roles.join(', ')}
        </Menu.Label>
        <Menu.Divider />
        <Menu.Label>{account.theme}</Menu.Label>
        {looks.map(({ scheme, label, icon }) => (
          <Menu.Item
            key={scheme}
            leftSection={icon}
            rightSection={colorScheme === scheme && <IconCheck {...size} />}
            onClick={() => setColorScheme(scheme)}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Label>{account.language}</Menu.Label>
        {(['en', 'de'] as const).map((code) => (
          <Menu.Item
            key={code}
            lang={code}
            leftSection={<IconLanguage {...size} />}
            rightSection={language === code && <IconCheck {...size} />}
            onClick={() => void speak(code)}
          >
            {code === 'en' ? 'English' : 'Deutsch'}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <PageItem to="/absence" leftSection={<IconBeach {...size} />}>
          {account.absence}
        </PageItem>
        <PageItem to="/access" leftSection={<IconKey {...size} />}>
          {account.access}
        </PageItem>
        <Menu.Item leftSection={<IconLogout {...size} />} onClick={() => void signOut()}>
          {account.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

const PageItem = createLink((props: Omit<MenuItemProps, 'href'>) => (
  <Menu.Item component="a" {...props} />
))

/** What the menu hangs on; the menu gives it its own attributes. */
function AccountButton({ name, ...rest }: { name: string } & UnstyledButtonProps) {
  const { account } = useFrameWords()
  return (
    <UnstyledButton {...rest} className="pao-account">
      <VisuallyHidden>
        {account.open}: {name}
      </VisuallyHidden>
      <Text size="sm" fw={500} visibleFrom="xs" component="span" aria-hidden>
        {name}
      </Text>
      <Avatar name={name} color="initials" size="sm" aria-hidden />
    </UnstyledButton>
  )
}
