import type { ChannelIncoming } from "../../../src-hub/channels/channel.ts";
import { describeChannel } from "../../support/channel-contract.ts";
import { FakeChannel } from "../../support/fake-channel.ts";

describeChannel("the fake channel", async () => {
  const channel = new FakeChannel();
  let last: ChannelIncoming | null = null;
  let ids = 0;
  const tell = async (incoming: ChannelIncoming) => {
    last = incoming;
    await channel.tell(incoming);
  };
  const write = (
    customer: string,
    text: string,
    files: readonly { ref: string; name: string; type: string; size: number }[],
  ) => {
    ids += 1;
    return tell({
      type: "received",
      conversation: customer,
      message: `m${ids}`,
      customer: { id: customer, name: customer },
      text,
      files,
      sentAtMs: ids,
    });
  };
  return {
    channel,
    write: (customer, text) => write(customer, text, []),
    edit: (customer, text) => tell({ type: "edited", conversation: customer, message: `m${ids}`, text }),
    sendFile: (customer, { name, type, bytes }) => {
      channel.files.set("file-1", bytes);
      return write(customer, "", [{ ref: "file-1", name, type, size: bytes.length }]);
    },
    replay: async () => {
      if (last) await tell(last);
    },
    seen: async (customer) => channel.shown(customer),
    block: async (customer) => {
      channel.blockedBy.add(customer);
    },
    setUnreachable: async (isUnreachable) => {
      channel.isUnreachable = isUnreachable;
    },
    stop: () => channel.stop(),
  };
});
