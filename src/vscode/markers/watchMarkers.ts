import * as vscode from "vscode";
import { findMarker } from "./markerComment";
import type { RunController } from "../runs/runController";
import { hasEnded } from "../runs/runState";
import type { Works } from "../runs/works";

/** A marker that a person undoes or deletes while its run is under way cancels the run: nobody waits for it any more. */
export function watchMarkers(works: Works, controller: RunController): vscode.Disposable {
  return vscode.workspace.onDidChangeTextDocument(({ document }) => {
    for (const work of works.all) {
      const { place, state } = work;
      if (!place || place.document !== document.uri.toString() || hasEnded(state)) continue;
      if (findMarker(document.getText(), place.marker)) continue;
      works.forgetPlace(work);
      controller.cancel(work);
    }
  });
}
