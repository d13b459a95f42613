import * as vscode from "vscode";
import { findMarker } from "./markerComment";
import type { RunController } from "../runs/runController";
import { hasEnded } from "../runs/runState";

/** A marker that a person undoes or deletes while its run is under way cancels the run: nobody waits for it any more. */
export function watchMarkers(controller: RunController): vscode.Disposable {
  return vscode.workspace.onDidChangeTextDocument(({ document }) => {
    for (const work of controller.works) {
      const { place, state } = work;
      if (!place || place.document !== document.uri.toString() || hasEnded(state)) continue;
      if (findMarker(document.getText(), place.marker)) continue;
      controller.forgetPlace(work);
      controller.cancel(work);
    }
  });
}
