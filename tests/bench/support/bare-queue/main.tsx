import { useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import type { WaitingView } from "../../../../src-shared/ipc/waiting-view.ts";

const ROW_HEIGHT = 54;
const BEYOND = 6;

declare global {
  interface Window {
    /** Shows these contacts. */
    showQueue: (waiting: readonly WaitingView[]) => void;
  }
}

/** The least that a window can do with a queue: a virtual list of three texts a row, in the order it is given. */
function BareQueue() {
  const [waiting, setWaiting] = useState<readonly WaitingView[]>([]);
  const [top, setTop] = useState(0);
  useEffect(() => {
    window.showQueue = setWaiting;
  }, []);
  const from = Math.max(0, Math.floor(top / ROW_HEIGHT) - BEYOND);
  const until = Math.ceil((top + window.innerHeight) / ROW_HEIGHT) + BEYOND;
  return (
    <div style={{ height: "100vh", overflow: "auto" }} onScroll={(event) => setTop(event.currentTarget.scrollTop)}>
      <ul style={{ position: "relative", height: waiting.length * ROW_HEIGHT }}>
        {waiting.slice(from, until).map(({ interactionId, customer, queueName, offeredTo }, index) => (
          <li
            key={interactionId}
            style={{ position: "absolute", transform: `translateY(${(from + index) * ROW_HEIGHT}px)` }}
          >
            <b>{customer.address}</b> <span>{queueName}</span> <i>{offeredTo}</i>
          </li>
        ))}
      </ul>
    </div>
  );
}

const root = document.getElementById("root");
if (root) createRoot(root).render(<BareQueue />);
