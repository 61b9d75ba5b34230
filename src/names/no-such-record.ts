import { Rejection } from "../fields/rejection.ts";

/** No record has the name that was given for one. */
export class NoSuchRecord extends Rejection {}
