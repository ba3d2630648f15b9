import { exchangeStage } from "../../support/exchange-stage.ts";
import { fakeStage } from "../../support/fake-stage.ts";
import { describeTelephony } from "../../support/telephony-contract.ts";

describeTelephony("FakeTelephony", fakeStage);
describeTelephony("the embedded exchange", exchangeStage);
