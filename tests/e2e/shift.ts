import type { Customer, CustomerBrowser } from "../support/customer/customer.ts";
import { OperatorEar } from "../support/operator-ear.ts";
import { test } from "./fixtures.ts";
import { OperatorScreen } from "./operator-screen.ts";
import type { LaunchOptions, Tandem } from "./tandem.ts";
import { SECRETS, testTeam } from "./test-team.ts";

/** Whom one hears: each side sends its own tone. */
export const OPERATOR_HZ = 440;
export const CUSTOMER_HZ = 620;
export const SECOND_HZ = 880;

/** The names of the two customers in `testTeam`. */
export const NAME = "Анна Клиентова";
export const SECOND_NAME = "Борис Второй";

export type Shift = {
  readonly tandem: Tandem;
  readonly screen: OperatorScreen;
  readonly ear: OperatorEar;
  readonly customer: Customer;
};

type Fixtures = {
  /** An operator on line, and a registered customer. */
  readonly start: (options?: LaunchOptions) => Promise<Shift>;
  /** One more registered customer; it is closed after the test. */
  readonly arrive: (tandem: Tandem, login: keyof typeof CUSTOMERS) => Promise<Customer>;
};

const CUSTOMERS = { client: CUSTOMER_HZ, second: SECOND_HZ } as const;

export const shift = test.extend<Fixtures>({
  arrive: async ({ customers }, use) => {
    const opened: Customer[] = [];
    await use(async (tandem, login) => {
      const customer = await open(customers, tandem, login);
      opened.push(customer);
      await customer.register();
      return customer;
    });
    for (const customer of opened) await customer[Symbol.asyncDispose]();
  },
  start: async ({ launchTandem, arrive }, use) => {
    await use(async (options = {}) => {
      const tandem = await launchTandem({ team: testTeam(), fakeMicTone: OPERATOR_HZ, ...options });
      const customer = await arrive(tandem, "client");
      const ear = await OperatorEar.attach(tandem.mediaWindow());
      return { tandem, screen: new OperatorScreen(tandem.window), ear, customer };
    });
  },
});

function open(customers: CustomerBrowser, tandem: Tandem, login: keyof typeof CUSTOMERS): Promise<Customer> {
  return customers.open({ hubUrl: tandem.hubUrl, login, secret: SECRETS[login], toneHz: CUSTOMERS[login] });
}
